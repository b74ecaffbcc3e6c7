package io.sluice.activities.table.gate;

import io.sluice.workflows.gate.DecisionRecord;
import java.time.Instant;

/** One row of {@code sluice.decisions}: every decision, applied or ignored. The components are those of {@link DecisionRecord}. */
public record DecisionRow(
        String decisionId,
        String gateId,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String reportHash,
        String by,
        String identity,
        String channel,
        String verb,
        String reason,
        String detail,
        String effect,
        Instant at) {
    /** The row of a decision. */
    public static DecisionRow of(DecisionRecord decision) {
        return new DecisionRow(
                decision.decisionId(),
                decision.gateId(),
                decision.dataset(),
                decision.partition(),
                decision.snapshotId(),
                decision.attempt(),
                decision.reportHash(),
                decision.by(),
                decision.identity(),
                decision.channel(),
                decision.verb(),
                decision.reason(),
                decision.detail(),
                decision.effect(),
                Instant.ofEpochMilli(decision.at()));
    }
}
