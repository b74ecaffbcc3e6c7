package io.sluice.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * Result of {@code Ask}: a sentence, and the part that belongs to the question; the others are null. Lists hold at most twenty
 * entries, fewer where the answer would be too large, and say with a last one how many more there are.
 */
public record Answer(
        String question,
        String sentence,
        @Nullable ReleaseFacts release,
        @Nullable ReleaseDifferences differences,
        @Nullable PartitionUses uses,
        @Nullable TrainingFacts trainingSet,
        @Nullable ModelFacts model) {}
