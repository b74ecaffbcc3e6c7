package io.sluice.activities.heartbeat;

import static java.util.Objects.requireNonNull;

import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Beats for an activity while its body blocks in an engine, so that a dead worker is noticed and a cancellation arrives.
 *
 * <p>One timer thread serves all activities of a process. When the server answers that the activity was cancelled, timed out or
 * that the worker stops, the body's cancel action runs, again at every tick until the body ends: an engine that was between
 * two jobs would miss a single call.
 */
public final class Heartbeats implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer;
    private final Duration every;

    /** Beats every two seconds. */
    public Heartbeats() {
        this(EVERY);
    }

    Heartbeats(Duration every) {
        this.every = requireNonNull(every, "every is null");
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Heartbeats::daemon);
        executor.setRemoveOnCancelPolicy(true);
        this.timer = executor;
    }

    /**
     * Runs {@code body} while {@code beat} is called on a timer.
     *
     * @param beat sends one heartbeat; throws an {@link ActivityCompletionException} when the activity should end
     * @param cancel stops what the body waits for; called repeatedly, from another thread
     * @throws ActivityCompletionException what the beat threw, when the body failed after it
     */
    public <T> T during(Consumer<String> beat, Runnable cancel, Supplier<T> body) {
        Pulse pulse = new Pulse(beat, cancel);
        java.util.concurrent.ScheduledFuture<?> ticking =
                timer.scheduleWithFixedDelay(pulse, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return body.get();
        } catch (RuntimeException e) {
            throw pulse.reasonFor(e);
        } finally {
            ticking.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sluice-heartbeats");
        thread.setDaemon(true);
        return thread;
    }
}
