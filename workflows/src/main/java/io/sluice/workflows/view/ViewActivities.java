package io.sluice.workflows.view;

import io.sluice.workflows.gate.Candidate;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Change points. Heavy: task queue {@code sluice-batch}. */
@ActivityInterface
public interface ViewActivities {
    /** Computes and stages the change points of a range of days; idempotent by run and attempt. */
    @ActivityMethod(name = "StageView")
    Candidate stageView(StageViewRequest request);
}
