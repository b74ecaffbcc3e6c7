package io.sluice.workers.slot;

import io.sluice.workers.streams.HostedStream;
import java.time.Duration;

/**
 * How long a loader waits for a log without a time, where there is history: all of it would be taken in while the first tick is
 * processed. Ticks come within {@code idle_after}, while there is an app that accepts. Where there is none, in a lane that drains, the
 * app begins all the same, and its history waits in its state for the first tick, to be taken in in portions (decision 087).
 */
record FirstTick(boolean expected, long until) {
    /** For an app that accepts to start. */
    private static final Duration START = Duration.ofSeconds(30);

    /** From now on. */
    static FirstTick of(HostedStream stream) {
        return of(stream, START);
    }

    /** From now on, with another time for the start. */
    static FirstTick of(HostedStream stream, Duration start) {
        Duration patience = stream.source().idleAfter().plus(start);
        return new FirstTick(stream.history() != null, System.nanoTime() + patience.toNanos());
    }

    /** Whether a log without a time is to be read again later. */
    boolean isAwaited() {
        return expected && System.nanoTime() - until < 0;
    }
}
