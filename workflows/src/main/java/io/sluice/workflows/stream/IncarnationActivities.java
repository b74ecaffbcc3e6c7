package io.sluice.workflows.stream;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Begins incarnations of streams. Task queue {@code sluice-stream}; as long as the log is. */
@ActivityInterface
public interface IncarnationActivities {
    /**
     * Begins the next incarnation of a stream: apps of the one before are shut out for ever, the log is decided again from the first
     * rejected record on, and the row is written by which apps are hosted from then on. Idempotent by source and epoch. A fault that
     * only people mend has a type of {@link io.sluice.workflows.FailureTypes}: ContractViolation where a part of the log is lost.
     */
    @ActivityMethod(name = "BeginIncarnation")
    IncarnationBegun begin(IncarnationRequest request);
}
