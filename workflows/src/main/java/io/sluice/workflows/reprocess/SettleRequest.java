package io.sluice.workflows.reprocess;

/**
 * Asks to write down in quarantine what a publication of trusted rows took out of it.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param publishedSnapshotId of its main history
 */
public record SettleRequest(String dataset, String publishedSnapshotId) {}
