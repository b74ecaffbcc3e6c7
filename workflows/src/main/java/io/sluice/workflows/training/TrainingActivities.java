package io.sluice.workflows.training;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Training sets. Task queue {@code sluice-batch}. */
@ActivityInterface
public interface TrainingActivities {
    /** Pins releases and labels. NotFound names what is unknown, with the nearest name. Reads only. */
    @ActivityMethod(name = "PlanTrainingSet")
    TrainingPlan plan(TrainingRequest request);

    /**
     * Joins, writes and tags one snapshot, then appends its manifest as one row of {@code sluice.training_sets}. Idempotent by
     * run. InvalidInput and ContractViolation say which columns or labels do not fit, and how many.
     */
    @ActivityMethod(name = "BuildTrainingSet")
    TrainingSetResult build(TrainingPlan plan);
}
