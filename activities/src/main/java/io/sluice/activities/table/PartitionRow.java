package io.sluice.activities.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.partitions}, the ledger: what happened to one partition of a gated table.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param partition one partition value: a label, or a day of a view
 * @param candidate the label or range that was gated as one
 * @param state PUBLISHED or REJECTED
 * @param snapshotId what was audited
 * @param publishedSnapshotId the snapshot of the main history; empty when rejected
 * @param sequence of the published snapshot: of two published rows of a partition the greater one holds; 0 when rejected
 * @param rows of this partition
 * @param candidateRows of the whole candidate
 * @param definition kind, name, version: {@code source/online_retail/v1}
 * @param outcome of the gate: PASS, PASS_WITH_WARNINGS, WAIVED or REJECTED
 */
public record PartitionRow(
        String dataset,
        String partition,
        String candidate,
        String state,
        String snapshotId,
        String baseSnapshotId,
        String publishedSnapshotId,
        long sequence,
        String run,
        int attempt,
        int gateAttempt,
        long rows,
        long candidateRows,
        long quarantined,
        long duplicates,
        String definition,
        String fingerprint,
        String gate,
        String outcome,
        String reportHash,
        String workflowId,
        @Nullable String requestedBy,
        Instant at) {
    /** The state of what crossed a gate and is the truth. */
    public static final String PUBLISHED = "PUBLISHED";

    /** The state of what a person refused. */
    public static final String REJECTED = "REJECTED";
}
