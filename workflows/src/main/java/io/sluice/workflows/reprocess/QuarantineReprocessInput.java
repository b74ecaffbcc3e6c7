package io.sluice.workflows.reprocess;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code QuarantineReprocess}.
 *
 * @param partition only this one; left out: every published partition with rows in quarantine
 * @param patch the name of a patch of the project that is applied to the rows first
 * @param fixer the name of a fixer of the project that is applied to the rows first, after the patch
 * @param progress what the run has done before its history became too long; not for people
 */
public record QuarantineReprocessInput(
        String source,
        @Nullable String partition,
        @Nullable String patch,
        @Nullable String fixer,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable ReprocessProgress progress) {}
