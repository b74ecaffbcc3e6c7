package io.sluice.workflows.reprocess;

import java.util.List;

/**
 * Result of {@code QuarantineReprocess}, summed over all partitions; see {@link ReprocessedPartition}.
 *
 * @param partitions how many there were
 * @param newest the last of them, at most 100
 */
public record QuarantineReprocessResult(
        String source,
        long partitions,
        long passed,
        long duplicates,
        long dropped,
        long stillRefused,
        List<ReprocessedPartition> newest) {
    public QuarantineReprocessResult {
        newest = List.copyOf(newest);
    }
}
