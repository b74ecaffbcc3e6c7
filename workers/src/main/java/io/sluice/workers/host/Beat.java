package io.sluice.workers.host;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.failure.TimeoutFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The heartbeat of one hosted app: every second from the begin of the activity to its end, and what the server answers to it.
 *
 * <p>A server that does not answer ends nothing: the stream goes on without it. The SDK would end the activity by itself when
 * no heartbeat has arrived for the heartbeat's timeout and five seconds, and would then send none any more; from there on the
 * server is asked past it, until it says whether the activity is still wanted.
 */
final class Beat implements AutoCloseable {
    private static final long EVERY_MS = 1_000;

    private final ActivityExecutionContext context;
    private final byte[] token;
    private final CompletableFuture<ActivityCompletionException> over = new CompletableFuture<>();
    private final ScheduledExecutorService timer;

    private Beat(ActivityExecutionContext context) {
        this.context = context;
        this.token = context.getInfo().getTaskToken();
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sluice-stream-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Beats from now on. */
    static Beat begin(ActivityExecutionContext context) {
        Beat beat = new Beat(context);
        beat.timer.scheduleWithFixedDelay(beat::tick, 0, EVERY_MS, TimeUnit.MILLISECONDS);
        return beat;
    }

    /** Completes when the server or the worker says that the app must close. */
    CompletableFuture<ActivityCompletionException> over() {
        return over;
    }

    boolean isOver() {
        return over.isDone();
    }

    /** Ends the activity as the server wants it, where it wanted that. */
    void rethrow() {
        ActivityCompletionException why = over.getNow(null);
        if (why != null) {
            throw why;
        }
    }

    /** Also while the app closes: the server waits for that only as long as it hears of it. */
    private void tick() {
        try {
            context.heartbeat(null);
        } catch (ActivityCanceledException e) {
            if (e.getCause() instanceof TimeoutFailure) {
                ask();
            } else {
                over.complete(e);
            }
        } catch (ActivityCompletionException e) {
            over.complete(e);
        } catch (RuntimeException unanswered) {
            // the next one may be
        }
    }

    private void ask() {
        try {
            context.getWorkflowClient().newActivityCompletionClient().heartbeat(token, null);
        } catch (ActivityNotExistsException
                | ActivityCanceledException
                | ActivityPausedException
                | ActivityResetException e) {
            over.complete(e);
        } catch (RuntimeException unanswered) {
            // the next one may be
        }
    }

    /** One that is under way is not interrupted: what it hears no longer matters. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
