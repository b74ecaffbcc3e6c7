package io.sluice.workers.streams;

import io.sluice.workflows.stream.StreamInstanceInput;

/** Makes the apps or sinks of one {@link io.sluice.workflows.stream.StreamRole}; a stream worker has one for each role. */
public interface HostedFactory {
    /**
     * The app or sink of an instance, not started. What only people mend is thrown as an {@code ApplicationFailure} with a type
     * of {@code FailureTypes}, or as one of the exceptions of this module that the host knows; anything else is tried again.
     *
     * @param stream what is pinned for this instance; the same until its incarnation ends
     */
    Hosted make(StreamInstanceInput instance, HostedStream stream);
}
