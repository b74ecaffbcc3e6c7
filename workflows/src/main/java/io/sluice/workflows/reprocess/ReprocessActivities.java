package io.sluice.workflows.reprocess;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Rows on their way out of quarantine. Heavy: task queue {@code sluice-batch}. All are idempotent. */
@ActivityInterface
public interface ReprocessActivities {
    /** The published partitions with rows in quarantine. NotFound when the one asked for is not published. */
    @ActivityMethod(name = "PlanReprocess")
    ReprocessPlan planReprocess(ReprocessPlanRequest request);

    /**
     * Judges quarantined rows by the present rules, and stages what is published with those that pass, under {@code wap.id} = run +
     * attempt. Quarantine itself changes with the publication, see {@link #settleReprocess}; at once, as far as reasons go, when no
     * row passes.
     */
    @ActivityMethod(name = "StageReprocess")
    Reprocessed stageReprocess(ReprocessRequest request);

    /** Marks rows that a publication took out of quarantine as released, and gives the others their present reasons. */
    @ActivityMethod(name = "SettleReprocess")
    void settleReprocess(SettleRequest request);
}
