package io.sluice.workflows.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a training set, every choice made.
 *
 * @param releases names of those that are not to be the newest
 * @param as defined or served
 * @param beyondCertified error or flag
 * @param join merge or union
 * @param run the workflow's run id: building is idempotent by it
 */
public record TrainingRequest(
        String name,
        List<String> views,
        List<String> releases,
        LabelsInput labels,
        String as,
        String beyondCertified,
        String join,
        String run,
        @Nullable String requestedBy,
        @Nullable String reason) {
    public TrainingRequest {
        views = List.copyOf(views);
        releases = List.copyOf(releases);
    }

    /** Whether labels see what was served, and not what is defined. */
    public boolean served() {
        return as.equals("served");
    }

    /** Whether labels that a release says nothing of are flagged, and no error. */
    public boolean flagged() {
        return beyondCertified.equals("flag");
    }
}
