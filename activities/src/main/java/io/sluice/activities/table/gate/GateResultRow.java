package io.sluice.activities.table.gate;

import io.sluice.workflows.gate.audit.GateResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.gate_results}: how a gate ended, for a snapshot, an attempt and a report. Read by publishing.
 *
 * @param gateVersion at which the gate was read; null in rows of earlier releases
 * @param strategy of a remediation; empty otherwise
 * @param rules the rules that a decision named
 * @param failed the rules that failed
 */
public record GateResultRow(
        String gate,
        @Nullable String gateVersion,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String outcome,
        String strategy,
        List<String> rules,
        @Nullable String path,
        String reportHash,
        String reportUri,
        String decidedBy,
        String reason,
        List<String> failed,
        Instant at) {
    /** The row of a result. */
    public static GateResultRow of(GateResult result, Instant at) {
        return new GateResultRow(
                result.gate(),
                result.gateVersion(),
                result.dataset(),
                result.partition(),
                result.snapshotId(),
                result.attempt(),
                result.outcome(),
                result.strategy(),
                result.rules(),
                result.path(),
                result.reportHash(),
                result.reportUri(),
                result.decidedBy(),
                result.reason(),
                result.failed(),
                at);
    }

    /** The result of the row. */
    public GateResult result() {
        return new GateResult(
                gate,
                gateVersion,
                dataset,
                partition,
                snapshotId,
                attempt,
                outcome,
                strategy,
                rules,
                path,
                reportHash,
                reportUri,
                decidedBy,
                reason,
                failed);
    }
}
