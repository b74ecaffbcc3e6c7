package io.sluice.workflows.correct;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code Correction}. Which events are late is found in the archive of the source.
 *
 * @param source a stream whose late policy is {@code correct}
 */
public record CorrectionInput(
        String source,
        @Nullable String requestedBy,
        @Nullable String reason) {}
