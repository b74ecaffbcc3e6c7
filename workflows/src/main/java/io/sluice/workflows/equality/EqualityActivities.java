package io.sluice.workflows.equality;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Comparing lanes. Reads topics, archive and store: task queue {@code sluice-stream}. */
@ActivityInterface
public interface EqualityActivities {
    /**
     * Compares a stream's values at the newest checkpoint of each partition with what its archive gives and with what is online,
     * and writes the numbers to {@code sluice.equality}, once for a run. Waits for the archive to reach the checkpoints.
     *
     * @throws RuntimeException NotFound for a stream that was never begun
     */
    @ActivityMethod(name = "CompareLanes")
    EqualityFound compare(EqualityRequest request);
}
