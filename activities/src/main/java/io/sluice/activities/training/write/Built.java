package io.sluice.activities.training.write;

/**
 * A snapshot of a training set.
 *
 * @param tag for example {@code purchases-000001}
 * @param manifest JSON, as the snapshot's summary has it
 */
public record Built(String tag, String snapshotId, String manifest) {}
