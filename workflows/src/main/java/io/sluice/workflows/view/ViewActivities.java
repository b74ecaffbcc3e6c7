package io.sluice.workflows.view;

import io.sluice.workflows.gate.Candidate;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Change points. Heavy: task queue {@code sluice-batch}. */
@ActivityInterface
public interface ViewActivities {
    /** Says which days are not what they would be if they were computed now. */
    @ActivityMethod(name = "PlanViewUpdate")
    ViewUpdatePlan planViewUpdate(PlanViewUpdateRequest request);

    /** Computes and stages the change points of a range of days; idempotent by run and attempt. */
    @ActivityMethod(name = "StageView")
    Candidate stageView(StageViewRequest request);
}
