package io.sluice.workflows.view;

import io.sluice.workflows.gate.GateResult;

/**
 * Result of {@code ViewUpdate}.
 *
 * @param outcome PUBLISHED or REJECTED
 */
public record ViewUpdateResult(
        String view,
        String definitionVersion,
        String from,
        String to,
        String outcome,
        long changePoints,
        String publishedSnapshotId,
        GateResult gate) {}
