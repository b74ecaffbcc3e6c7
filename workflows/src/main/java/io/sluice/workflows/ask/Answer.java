package io.sluice.workflows.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code Ask}: a sentence, and the part that belongs to the question; the others are null. Lists hold at most twenty
 * entries and say with a last one how many more there are.
 */
public record Answer(
        String question,
        String sentence,
        @Nullable ReleaseFacts release,
        @Nullable ReleaseDifferences differences,
        @Nullable PartitionUses uses,
        @Nullable TrainingFacts trainingSet,
        @Nullable ModelFacts model) {
    /** The most entries of a list. */
    public static final int MOST = 20;

    /** The first entries of a list, and how many more there are. */
    public static List<String> bounded(List<String> all) {
        return all.size() <= MOST
                ? List.copyOf(all)
                : java.util.stream.Stream.concat(
                                all.stream().limit(MOST),
                                java.util.stream.Stream.of("… %d more".formatted(all.size() - MOST)))
                        .toList();
    }
}
