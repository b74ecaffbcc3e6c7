package io.sluice.workflows.training;

/**
 * Labels that see nothing of a view, or that its release says nothing of: counted, never dropped.
 *
 * @param withoutKey a key column is NULL: the row has the null policies' values
 * @param withoutTimestamp the instant is NULL: likewise
 * @param before the instant lies before the release's {@code certified_from}
 * @param after the instant lies after its {@code certified_through}
 */
public record TrainingCounts(String view, long withoutKey, long withoutTimestamp, long before, long after) {}
