package io.sluice.workflows.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training set is made of, pinned: whatever is released or appended afterwards changes nothing.
 *
 * @param views in the order in which they were named
 * @param labelSnapshotId of the table of labels, decimal; null when they are files
 */
public record TrainingPlan(
        TrainingRequest request,
        List<PinnedView> views,
        @Nullable String labelSnapshotId) {
    public TrainingPlan {
        views = List.copyOf(views);
    }
}
