package io.sluice.workflows.stream;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Runs apps and sinks. Task queue {@code sluice-stream}; one activity for as long as the app runs. */
@ActivityInterface
public interface StreamHosting {
    /**
     * Runs one app or sink until it is cancelled. Heartbeats at least every second: a worker that is silent for five
     * seconds counts as dead, and the same input is hosted elsewhere, so that two may run for a moment: fencing is the
     * app's. When it is cancelled it closes the app cleanly first, and only then is cancelled itself. A fault that a new
     * start may mend is thrown as it is (it is hosted again, without limit); one that only people mend has a type of
     * {@link io.sluice.workflows.FailureTypes}. Every ten seconds or so it signals {@code checkpoint} with a {@link
     * CheckpointReport} to {@code stream/<source>}, one after the other: each is made when the one before has arrived. A lane that does not run, or a server that is away, is no fault.
     */
    @ActivityMethod(name = "HostStream")
    void host(StreamInstanceInput instance);
}
