package io.sluice.workflows.equality;

import io.sluice.workflows.stream.PlannedView;
import java.util.List;

/**
 * Asks for a comparison.
 *
 * @param run the workflow run, under which the numbers are recorded once
 * @param entities of each partition of the log
 * @param days certified ones
 * @param at epoch milliseconds: when the run began
 */
public record EqualityRequest(
        String source, List<PlannedView> views, int entities, int days, long seed, String run, long at) {
    public EqualityRequest {
        views = List.copyOf(views);
    }
}
