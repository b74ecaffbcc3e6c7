package io.sluice.workflows.online;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The online store. Task queue {@code sluice-batch}. */
@ActivityInterface
public interface OnlineActivities {
    /** Decides release, as-of instant and generation. NotFound when the view has no release. Reads only. */
    @ActivityMethod(name = "PlanMaterialization")
    MaterializationPlan plan(MaterializationRequest request);

    /** Writes (or, for VERIFY, compares) every planned entity in bounded batches; a replay is a no-op by version. */
    @ActivityMethod(name = "Materialize")
    MaterializationCounts materialize(MaterializationPlan plan);

    /** Moves the generation pointer by compare-and-set and records what was served; idempotent. */
    @ActivityMethod(name = "ActivateGeneration")
    void activate(MaterializationPlan plan);
}
