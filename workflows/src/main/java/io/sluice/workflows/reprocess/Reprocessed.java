package io.sluice.workflows.reprocess;

import io.sluice.workflows.gate.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Quarantined rows of a partition, judged again.
 *
 * @param candidate null when no row left quarantine, so that there is nothing to publish
 * @see ReprocessedPartition
 */
public record Reprocessed(
        @Nullable Candidate candidate, long passed, long duplicates, long dropped, long stillRefused) {}
