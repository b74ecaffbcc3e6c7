package io.sluice.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the registration of a model.
 *
 * @param run the workflow's run id
 */
public record RegisterModelRequest(
        String model,
        String version,
        String trainingSet,
        String run,
        @Nullable String requestedBy,
        @Nullable String reason) {}
