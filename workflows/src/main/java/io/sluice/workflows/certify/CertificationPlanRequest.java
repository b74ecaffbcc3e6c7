package io.sluice.workflows.certify;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is to be certified.
 *
 * @param source at the version with which the stream was begun
 * @param through the last day that may be; null: every closed one
 * @param day only this one, whatever is known of it; null: what is new and what has changed
 * @param left days that this run has staged and not published
 */
public record CertificationPlanRequest(
        DefinitionRef source,
        @Nullable String through,
        @Nullable String day,
        List<String> left) {}
