package io.sluice.workflows.view;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ViewUpdate}: days, both inclusive.
 */
public record ViewUpdateInput(
        String view,
        String from,
        String to,
        @Nullable String requestedBy,
        @Nullable String reason) {}
