package io.sluice.workflows.ingest;

import io.sluice.workflows.gate.Candidate;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Landing and staging of one partition. Heavy: task queue {@code sluice-batch}. */
@ActivityInterface
public interface IngestActivities {
    /** Lands rows as received. The same files twice change nothing and give the same {@link Landed}. */
    @ActivityMethod(name = "Land")
    Landed land(LandRequest request);

    /**
     * Writes quarantined rows, then stages the rest under {@code wap.id} = run + attempt. Idempotent by run and attempt:
     * an interrupted attempt is taken up, a finished one is returned.
     */
    @ActivityMethod(name = "Stage")
    Candidate stage(StageRequest request);

    /**
     * Stages the last certified values of a source of kind attributes as the content of a partition, and says so in the summary of
     * the snapshot ({@code sluice.carried-from}). Idempotent by run and attempt. ContractViolation when nothing is certified yet.
     */
    @ActivityMethod(name = "StagePrevious")
    Candidate stagePrevious(CarryRequest request);
}
