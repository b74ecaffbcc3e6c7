package io.sluice.workflows.reprocess;

/**
 * What became of the quarantined rows of one partition.
 *
 * @param outcome PUBLISHED; UNCHANGED when no row passed, so that what is published stays; REJECTED by its gate
 * @param passed rows that are trusted now; 0 when the gate rejected them
 * @param duplicates rows that are released because an equal one is trusted already
 * @param dropped rows that are released because the source no longer wants them: late ones under {@code late_policy: drop}, and
 *     those of the stream lane
 * @param stillRefused rows that stay in quarantine, with their present reasons
 * @param publishedSnapshotId empty unless published
 */
public record ReprocessedPartition(
        String partition,
        String outcome,
        long passed,
        long duplicates,
        long dropped,
        long stillRefused,
        String publishedSnapshotId) {}
