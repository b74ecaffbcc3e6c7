package io.sluice.workflows.refresh;

import org.jspecify.annotations.Nullable;

/** Input of {@code ViewRefresh}. */
public record ViewRefreshInput(
        String view, @Nullable String requestedBy, @Nullable String reason) {}
