package io.sluice.workflows.registry;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ApplyDefinitions}.
 *
 * @param project the path of a project folder that the worker can read
 * @param planHash of a plan that somebody looked at: refused when the plan is another one by now. Needed to retire a definition
 *     and to take back what was registered before
 */
public record ApplyDefinitionsInput(
        String project,
        String requestedBy,
        @Nullable String reason,
        @Nullable Boolean dryRun,
        @Nullable String planHash) {}
