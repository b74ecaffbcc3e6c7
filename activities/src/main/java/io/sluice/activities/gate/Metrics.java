package io.sluice.activities.gate;

import io.sluice.activities.table.MetricRow;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.workflows.gate.AuditRequest;
import io.sluice.workflows.registry.DefinitionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of an audit as rows of {@code sluice.metrics}, the verdict among them: {@code gate/outcome} 0, 1 or 2. */
final class Metrics {
    private final AuditRequest request;
    private final DefinitionRef gate;
    private final Instant at;
    private final List<MetricRow> rows = new ArrayList<>();

    private Metrics(AuditRequest request, DefinitionRef gate, Instant at) {
        this.request = request;
        this.gate = gate;
        this.at = at;
    }

    static List<MetricRow> rows(AuditRequest request, DefinitionRef gate, AuditResult result, Instant at) {
        Metrics metrics = new Metrics(request, gate, at);
        metrics.add("gate", "outcome", null, result.outcome().ordinal());
        metrics.add("gate", "rows", null, result.rows());
        metrics.add("gate", "quarantined", null, result.facts().quarantined());
        result.rules().forEach(metrics::add);
        return metrics.rows;
    }

    private void add(RuleOutcome rule) {
        String column = rule.kwargs().get("column") instanceof String name ? name : null;
        add(rule.rule(), "status", column, rule.status().ordinal());
        if (rule.counts() != null) {
            add(rule.rule(), "elements", column, rule.elements());
            add(rule.rule(), "unexpected", column, rule.unexpected());
        } else if (rule.observedValue() instanceof Number value) {
            add(rule.rule(), "observed", column, value.doubleValue());
        }
    }

    private void add(String rule, String metric, @Nullable String column, double value) {
        rows.add(new MetricRow(
                request.dataset(),
                request.partition(),
                request.snapshotId(),
                request.attempt(),
                gate.name(),
                gate.version(),
                rule,
                metric,
                column,
                value,
                at));
    }
}
