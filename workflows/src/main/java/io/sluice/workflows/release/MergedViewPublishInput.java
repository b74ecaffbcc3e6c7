package io.sluice.workflows.release;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code MergedViewPublish}.
 */
public record MergedViewPublishInput(
        String view, @Nullable String requestedBy, @Nullable String reason) {}
