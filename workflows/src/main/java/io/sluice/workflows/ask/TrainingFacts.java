package io.sluice.workflows.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training set was made of.
 *
 * @param trainingSet one build, and the tag of its snapshot
 * @param table {@code training.<name>@snapshot}
 * @param labels {@code table@snapshot}, or {@code path sha256} of each file
 * @param releases of its views, whole
 */
public record TrainingFacts(
        String trainingSet,
        String table,
        long rows,
        String contentHash,
        @Nullable String requestedBy,
        String at,
        List<String> labels,
        List<ReleaseFacts> releases) {
    public TrainingFacts {
        labels = List.copyOf(labels);
        releases = List.copyOf(releases);
    }
}
