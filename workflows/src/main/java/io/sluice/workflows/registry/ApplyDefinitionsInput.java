package io.sluice.workflows.registry;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ApplyDefinitions}.
 *
 * @param project the path of a project folder that the worker can read
 */
public record ApplyDefinitionsInput(
        String project,
        String requestedBy,
        @Nullable String reason,
        @Nullable Boolean dryRun) {}
