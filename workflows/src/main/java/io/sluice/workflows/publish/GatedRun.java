package io.sluice.workflows.publish;

import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a run pinned about its gate when it started.
 *
 * @param definition what produces the candidates
 * @param keepDays how long a rejected candidate is kept
 */
public record GatedRun(
        DefinitionRef definition,
        String gate,
        int maxAttempts,
        boolean failOnReject,
        int keepDays,
        @Nullable String requestedBy) {
    /** That of a run into the trusted table of a source. */
    public static GatedRun of(IngestionSettings settings, @Nullable String requestedBy) {
        return new GatedRun(
                settings.source(),
                settings.gate(),
                settings.maxAttempts(),
                settings.failOnReject(),
                settings.keepDays(),
                requestedBy);
    }
}
