package io.sluice.workflows.gate;

/**
 * A published candidate.
 *
 * @param alreadyPublished true when an earlier try had done it
 */
public record Published(String snapshotId, long rows, boolean alreadyPublished) {}
