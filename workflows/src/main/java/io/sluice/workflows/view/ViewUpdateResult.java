package io.sluice.workflows.view;

import io.sluice.workflows.gate.audit.GateResult;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code ViewUpdate}.
 *
 * @param from the first day that was computed; empty when nothing was stale
 * @param to the last one, with days between that were not stale left as they are
 * @param outcome PUBLISHED, REJECTED or UP_TO_DATE
 * @param gate null when nothing was stale
 */
public record ViewUpdateResult(
        String view,
        String definitionVersion,
        String from,
        String to,
        String outcome,
        long changePoints,
        String publishedSnapshotId,
        @Nullable GateResult gate) {}
