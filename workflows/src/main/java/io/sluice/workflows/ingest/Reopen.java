package io.sluice.workflows.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Takes up a rejected candidate while it is kept.
 *
 * @param proof what an identity check may want to see; it stays in the history
 */
public record Reopen(
        String snapshotId,
        String by,
        String reason,
        @Nullable String proof) {}
