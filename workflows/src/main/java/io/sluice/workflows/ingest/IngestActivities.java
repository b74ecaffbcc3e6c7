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
}
