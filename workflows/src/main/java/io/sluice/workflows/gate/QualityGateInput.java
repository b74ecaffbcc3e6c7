package io.sluice.workflows.gate;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code QualityGate}.
 *
 * @param requestedBy who asked for the run that is gated; matters where self-approval is prevented
 */
public record QualityGateInput(
        String dataset,
        @Nullable String partition,
        String snapshotId,
        String gate,
        int attempt,
        @Nullable String requestedBy,
        @Nullable String parent) {}
