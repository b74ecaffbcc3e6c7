package io.sluice.activities.lake;

/**
 * A staged snapshot that is part of the table's truth.
 *
 * @param stagedSnapshotId what was audited
 * @param snapshotId the snapshot of the main history that holds it and names it as its source
 * @param sequence grows with every commit of the table
 * @param already true when an earlier call had published it
 */
public record Publication(long stagedSnapshotId, long snapshotId, long sequence, boolean already) {}
