package io.sluice.quality.audit;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.pass.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One expectation on its way through an audit.
 *
 * @param compiled null when it does not fit the columns
 * @param problem why not; empty when it fits
 */
record AuditedExpectation(Expectation expectation, @Nullable CompiledExpectation compiled, String problem) {
    static AuditedExpectation of(Expectation expectation, List<Column> columns, Surroundings surroundings) {
        List<String> problems = ExpectationCatalogue.problems(expectation, columns);
        if (!problems.isEmpty()) {
            return new AuditedExpectation(expectation, null, String.join("; ", problems));
        }
        try {
            CompiledExpectation compiled = ExpectationCatalogue.compile(expectation, columns, surroundings);
            return new AuditedExpectation(expectation, compiled, "");
        } catch (RuntimeException notKnown) { // whatever the surroundings throw concerns this expectation alone
            return new AuditedExpectation(expectation, null, FailureReason.of(notKnown));
        }
    }

    String id() {
        return expectation.id();
    }

    List<Measure> measures() {
        return compiled == null ? List.of() : compiled.measures();
    }

    RuleOutcome outcome(Measurements measured) {
        if (compiled == null) {
            return unknown(problem);
        }
        Optional<Throwable> failure = compiled.measures().stream()
                .flatMap(measure -> measured.failure(measure).stream())
                .findFirst();
        return failure.map(thrown -> unknown(FailureReason.of(thrown))).orElseGet(() -> tried(compiled, measured));
    }

    private RuleOutcome tried(CompiledExpectation form, Measurements measured) {
        try {
            return judged(form, measured);
        } catch (RuntimeException undecidable) { // concerns this expectation alone
            return unknown(FailureReason.of(undecidable));
        }
    }

    private RuleOutcome judged(CompiledExpectation form, Measurements measured) {
        List<@Nullable Object> values = new ArrayList<>();
        form.measures().forEach(measure -> values.add(measured.value(measure)));
        Judgement judgement = form.judge().judge(values);
        return new RuleOutcome(
                expectation.id(),
                expectation.type(),
                expectation.kwargs(),
                expectation.severity(),
                expectation.rows(),
                isSuccess(judgement) ? Status.PASSED : Status.FAILED,
                form.rows() != null,
                judgement.counts(),
                judgement.observedValue(),
                judgement.details(),
                judgement.observed(),
                form.expected());
    }

    /** With {@code rows: fail} a single failing row is a failure, whatever {@code mostly} says. */
    private boolean isSuccess(Judgement judgement) {
        Counts counts = judgement.counts();
        boolean anyFailed = counts != null && counts.unexpected() > 0;
        return judgement.success() && !(expectation.rows() == RowAction.FAIL && anyFailed);
    }

    /** The outcome where nothing can be said, with the reason. */
    RuleOutcome unknown(String reason) {
        return new RuleOutcome(
                expectation.id(),
                expectation.type(),
                expectation.kwargs(),
                expectation.severity(),
                expectation.rows(),
                Status.UNKNOWN,
                false,
                null,
                null,
                Map.of(),
                "could not be evaluated: " + reason,
                compiled == null ? "an expectation that fits the columns" : compiled.expected());
    }
}
