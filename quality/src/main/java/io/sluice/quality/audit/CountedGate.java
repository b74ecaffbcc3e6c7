package io.sluice.quality.audit;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.definitions.streamgate.Stretch;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.expectation.ReservedRules;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.pass.Measurements;
import io.sluice.quality.stream.FlowRule;
import io.sluice.quality.stream.FlowRules;
import io.sluice.quality.stream.StreamType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gate as far as counting rows one by one answers it: expectations about single rows (null rates, ranges, sets, forms, with
 * {@code mostly}), about the flow of the stream ({@link StreamType}), and the share of rows that are refused. The others need the rows
 * at hand, or other rows, or a whole partition: they are evaluated when the stream is certified, and {@link #atCertification} says
 * which and why. Not thread-safe.
 */
public final class CountedGate implements IntervalGate {
    private static final String ALL = "TRUE";
    private static final String NOT_COUNTED =
            "the gate was another one when these rows were counted, and they cannot be counted again";

    private final double quarantineLimit;
    private final long lateness;
    private final Map<String, Counted> answered = new LinkedHashMap<>();
    private final FlowRules flow = new FlowRules();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final Map<String, CompiledExpression> conditions = new LinkedHashMap<>();

    /** An expectation that counts answer. */
    private interface Counted {
        RuleOutcome outcome(GateCounts counts, long good);
    }

    /** The gate of a source as its stream evaluates it; compiles what can be counted. Takes seconds in a young JVM. */
    public CountedGate(
            List<Expectation> expectations, double quarantineLimit, Source source, ExpressionCompiler compiler) {
        this(expectations, quarantineLimit, source.schema(), source.allowedLateness(), compiler);
    }

    /** The same for counts that are there already. */
    public CountedGate(
            List<Expectation> expectations, double quarantineLimit, List<Column> schema, ExpressionCompiler compiler) {
        this(expectations, quarantineLimit, schema, Duration.ZERO, compiler);
    }

    private CountedGate(
            List<Expectation> expectations,
            double quarantineLimit,
            List<Column> schema,
            Duration lateness,
            ExpressionCompiler compiler) {
        this.quarantineLimit = quarantineLimit;
        this.lateness = lateness.toMillis();
        expectations.forEach(expectation -> add(expectation, schema, compiler));
        // code is generated at the first row, and that takes longer than a task may
        count(new Object[schema.size()], NO_LAG, new long[counters().size()]);
    }

    private void add(Expectation expectation, List<Column> schema, ExpressionCompiler compiler) {
        if (expectation.rows() == RowAction.QUARANTINE) {
            return; // its failing rows are refused before they are counted
        }
        AuditedExpectation audited = AuditedExpectation.of(expectation, schema, Surroundings.NONE);
        if (audited.compiled() != null
                && ExpectationCatalogue.find(expectation.type()).orElseThrow() instanceof StreamType type) {
            add(FlowRule.of(expectation, type, schema));
            return;
        }
        if (!ExpectationCatalogue.isAboutRows(expectation)) {
            others.put(expectation.id(), expectation.type() + " is not about single rows");
            return;
        }
        String problem = problem(audited);
        if (!problem.isEmpty()) {
            others.put(expectation.id(), problem);
            return;
        }
        Map<String, CompiledExpression> needed = new LinkedHashMap<>();
        try {
            for (Measure measure : audited.measures()) {
                String condition = Measure.counted(measure).orElseThrow();
                if (!condition.equals(ALL)) {
                    needed.put(condition, compiler.compile(condition, schema));
                }
            }
        } catch (ExpressionException e) {
            others.put(expectation.id(), "it cannot be evaluated where rows are accepted: " + e.getMessage());
            return;
        }
        needed.forEach(conditions::putIfAbsent);
        answered.put(audited.id(), (counts, good) -> outcome(audited, counts, good));
    }

    private void add(FlowRule rule) {
        flow.add(rule);
        answered.put(rule.id(), (counts, good) -> outcome(rule, counts, good));
    }

    private static String problem(AuditedExpectation audited) {
        if (audited.compiled() == null) {
            return audited.problem();
        }
        RowForm rows = audited.compiled().rows();
        boolean alone = rows != null && rows.scope() == RowForm.Scope.ROW;
        boolean counts = audited.measures().stream()
                .allMatch(measure -> Measure.counted(measure).isPresent());
        return alone && counts ? "" : "it compares rows with each other";
    }

    /** The rules that are judged at checkpoints, by id, in the order of the gate; the share of refused rows last. */
    public List<String> atCheckpoints() {
        List<String> ids = new ArrayList<>(answered.keySet());
        if (quarantineLimit < 1) {
            ids.add(ReservedRules.QUARANTINE_LIMIT);
        }
        return List.copyOf(ids);
    }

    /** Those of them that are judged at checkpoints alone: of a certified day they say nothing. */
    public List<String> atCheckpointsOnly() {
        return flow.list().stream().map(FlowRule::id).toList();
    }

    /** The expectations that counting does not answer, by id, each with the reason. */
    public Map<String, String> atCertification() {
        return Collections.unmodifiableMap(others);
    }

    @Override
    public List<String> counters() {
        List<String> names = new ArrayList<>(conditions.keySet());
        names.addAll(flow.counters());
        return List.copyOf(names);
    }

    @Override
    public List<Long> stretches() {
        return flow.stretches();
    }

    @Override
    public long lateness() {
        return lateness;
    }

    @Override
    public List<String> failed(Stretch stretch) {
        return flow.list().stream()
                .filter(rule -> rule.isAbout(stretch)
                        && outcome(rule, stretch.counts(), 0).blocks())
                .map(FlowRule::id)
                .toList();
    }

    @Override
    public void count(@Nullable Object[] row, long lag, long[] counts) {
        int i = 0;
        for (CompiledExpression condition : conditions.values()) {
            if (Boolean.TRUE.equals(condition.evaluate(row))) {
                counts[i]++;
            }
            i++;
        }
        flow.count(lag, counts, i);
    }

    @Override
    public List<String> failed(GateCounts counts, long atLeast) {
        // late ones, duplicates and others are looked at by no rule
        long good = Math.max(0, atLeast - counts.rows() - counts.invalid());
        List<String> failed = new ArrayList<>();
        if (refusedShare(counts, good) > quarantineLimit) {
            failed.add(ReservedRules.QUARANTINE_LIMIT);
        }
        outcomes(counts, good).stream()
                .filter(RuleOutcome::blocks)
                .map(RuleOutcome::rule)
                .forEach(failed::add);
        return List.copyOf(failed);
    }

    private static double refusedShare(GateCounts counts, long good) {
        long all = counts.rows() + counts.invalid() + good;
        return all == 0 ? 0 : (double) counts.invalid() / all;
    }

    /** The same as an audit, with the rules that every gate has. What another gate did not count is UNKNOWN: people decide. */
    public AuditResult audit(GateCounts counts, AuditFacts facts) {
        List<RuleOutcome> rules = new ArrayList<>(new GateRules(facts, counts.rows()).outcomes());
        rules.addAll(outcomes(counts, 0));
        return new AuditResult(facts, counts.rows(), Outcome.of(rules), rules);
    }

    private List<RuleOutcome> outcomes(GateCounts counts, long good) {
        return answered.values().stream()
                .map(rule -> rule.outcome(counts, good))
                .toList();
    }

    private static RuleOutcome outcome(FlowRule rule, GateCounts counts, long good) {
        return new AuditedExpectation(rule.expectation(), rule.compile(counts, good), "")
                .outcome(Measurements.known(Map.of()));
    }

    /** The first measure of an expectation about rows counts those that it looks at; good ones more are looked at, too. */
    private static RuleOutcome outcome(AuditedExpectation expectation, GateCounts counts, long good) {
        Map<Measure, Object> values = new LinkedHashMap<>();
        List<Measure> measures = expectation.measures();
        for (Measure measure : measures) {
            String condition = Measure.counted(measure).orElseThrow();
            Long counted = condition.equals(ALL)
                    ? Long.valueOf(counts.rows())
                    : counts.counted().get(condition);
            if (counted == null) {
                return expectation.unknown(NOT_COUNTED);
            }
            values.put(measure, counted);
        }
        values.computeIfPresent(measures.get(0), (first, counted) -> (Long) counted + good);
        return expectation.outcome(Measurements.known(values));
    }
}
