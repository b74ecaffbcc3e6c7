package io.sluice.workflows.gate;

import java.util.List;

/**
 * A staged snapshot that waits for its gate.
 *
 * @param dataset what is gated, for example {@code trusted.online_retail} or {@code views.customer_activity_v1}
 * @param partition a partition label, or {@code from..to} for a range of days
 * @param snapshotId the staged Iceberg snapshot, decimal
 * @param baseSnapshotId the snapshot it was staged on; empty for the first
 * @param rows rows staged
 * @param partitions partition values that publishing replaces, the emptied ones included
 */
public record Candidate(
        String dataset,
        String partition,
        String snapshotId,
        String baseSnapshotId,
        String run,
        int attempt,
        long rows,
        long quarantined,
        long duplicates,
        List<String> partitions) {}
