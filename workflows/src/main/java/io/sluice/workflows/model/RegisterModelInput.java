package io.sluice.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code RegisterModel}.
 *
 * @param model a name of the user's
 * @param version of the model, as the user counts
 * @param trainingSet one build, for example {@code purchases-000001}
 */
public record RegisterModelInput(
        String model,
        String version,
        String trainingSet,
        @Nullable String requestedBy,
        @Nullable String reason) {}
