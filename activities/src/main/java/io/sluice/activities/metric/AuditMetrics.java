package io.sluice.activities.metric;

import io.sluice.activities.table.gate.MetricRow;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.workflows.registry.DefinitionRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an audit as rows of {@code sluice.metrics}.
 *
 * <p>Metrics of the audit as a whole have the rule {@code gate}: {@code outcome} (0, 1 or 2), {@code rows}, {@code quarantined}.
 * Those of a rule are {@code status} (0, 1 or 2) and, where rows are counted, {@code elements}, {@code missing},
 * {@code unexpected} and {@code unexpected_percent}; otherwise {@code observed}.
 */
public final class AuditMetrics {
    /** The rule of metrics that belong to the audit as a whole. */
    public static final String GATE = "gate";

    private final AuditResult result;
    private final String run;
    private final DefinitionRef gate;
    private final String reportHash;
    private final Instant at;
    private final List<MetricRow> rows = new ArrayList<>();

    private AuditMetrics(AuditResult result, String run, DefinitionRef gate, String reportHash, Instant at) {
        this.result = result;
        this.run = run;
        this.gate = gate;
        this.reportHash = reportHash;
        this.at = at;
    }

    /**
     * The rows of one audit, in the order of its rules.
     *
     * @param run that staged the snapshot; empty when nobody knows
     */
    public static List<MetricRow> rows(
            AuditResult result, String run, DefinitionRef gate, String reportHash, Instant at) {
        AuditMetrics metrics = new AuditMetrics(result, run, gate, reportHash, at);
        metrics.add(GATE, "outcome", null, result.outcome().ordinal());
        metrics.add(GATE, "rows", null, result.rows());
        metrics.add(GATE, "quarantined", null, result.facts().quarantined());
        result.rules().forEach(metrics::add);
        return metrics.rows;
    }

    /** Makes an append happen once per snapshot, attempt and report, however often the audit is repeated. */
    public static String key(AuditFacts facts, String reportHash) {
        String snapshot = facts.dataset().startsWith("events.")
                ? facts.partition() + "/" + facts.snapshotId()
                : facts.snapshotId();
        return String.join("/", "metrics", facts.dataset(), snapshot, String.valueOf(facts.attempt()), reportHash);
    }

    private void add(RuleOutcome rule) {
        String column = rule.kwargs().get("column") instanceof String name ? name : null;
        add(rule.rule(), "status", column, rule.status().ordinal());
        if (rule.counts() == null) {
            add(rule.rule(), "observed", column, rule.observedValue());
        } else {
            add(rule.rule(), "elements", column, rule.counts().elements());
            add(rule.rule(), "missing", column, rule.counts().missing());
            add(rule.rule(), "unexpected", column, rule.counts().unexpected());
            add(rule.rule(), "unexpected_percent", column, rule.counts().unexpectedPercent());
        }
    }

    private void add(String rule, String metric, @Nullable String column, @Nullable Object value) {
        Double number = number(value);
        if (value == null || number == null) {
            return;
        }
        AuditFacts facts = result.facts();
        rows.add(new MetricRow(
                facts.dataset(),
                facts.partition(),
                facts.snapshotId(),
                facts.attempt(),
                run,
                gate.name(),
                gate.version(),
                rule,
                metric,
                column,
                number,
                value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString(),
                result.outcome().name(),
                reportHash,
                at));
    }

    /** Texts and lists are values of rows, which have no place in a history that outlives the rows. */
    private static @Nullable Double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        } else if (value instanceof LocalDate day) {
            return (double) day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        }
        return value instanceof Instant instant ? instant.toEpochMilli() / 1000.0 : null;
    }
}
