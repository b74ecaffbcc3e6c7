package io.sluice.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * Which data trained a model.
 *
 * @param registeredBy who said so
 */
public record ModelFacts(
        String model,
        String version,
        @Nullable String registeredBy,
        @Nullable String reason,
        String at,
        TrainingFacts trainingSet) {}
