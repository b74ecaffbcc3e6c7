package io.sluice.workflows.ingest;

/**
 * Takes up a rejected candidate while it is kept.
 */
public record Reopen(String snapshotId, String by, String reason) {}
