package io.sluice.activities.heartbeat;

import io.temporal.client.ActivityCompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ticking of one activity: beats until told to end, from then on cancels. */
final class Pulse implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Pulse.class);

    private final Consumer<String> beat;
    private final Runnable cancel;
    private volatile @Nullable ActivityCompletionException ended;

    Pulse(Consumer<String> beat, Runnable cancel) {
        this.beat = beat;
        this.cancel = cancel;
    }

    @Override
    public void run() {
        try {
            tick();
        } catch (RuntimeException e) {
            // A timer that throws never ticks again; the next beat may get through.
            log.warn("A heartbeat failed and is tried again: {}", e.toString());
        }
    }

    private void tick() {
        if (ended == null) {
            try {
                beat.accept("running");
            } catch (ActivityCompletionException e) {
                ended = e;
            }
        }
        if (ended != null) {
            cancel.run();
        }
    }

    /** Why the body failed: the cancellation that made it fail, if there was one. */
    RuntimeException reasonFor(RuntimeException failure) {
        ActivityCompletionException cancellation = ended;
        if (cancellation == null) {
            return failure;
        }
        log.debug("Ended by {} with {}", cancellation.toString(), failure.toString());
        return cancellation;
    }
}
