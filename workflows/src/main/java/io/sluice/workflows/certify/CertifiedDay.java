package io.sluice.workflows.certify;

/**
 * What became of one day of a stream.
 *
 * @param outcome PUBLISHED; REJECTED by its gate; UNCHANGED when the other lane published the same day while its gate waited, so
 *     that the next run has to look again
 * @param rows accepted ones, 0 unless published
 * @param publishedSnapshotId empty unless published
 */
public record CertifiedDay(String day, String outcome, long rows, String publishedSnapshotId) {}
