package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The thread of a sink: started once, watched by its host, waited for when it is closed. */
public final class HostedThread {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread thread;
    private final Runnable body;
    private final UnaryOperator<Throwable> told;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    /**
     * A thread that is not started.
     *
     * @param told what ended it, in words for those who can mend it
     */
    public HostedThread(String name, Runnable body, UnaryOperator<Throwable> told) {
        this.body = requireNonNull(body, "body is null");
        this.told = requireNonNull(told, "told is null");
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            failure = told.apply(e);
        } finally {
            ended.complete(null);
        }
    }

    /** Completes when the thread has ended, whatever ended it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** What ended it, where that was an error. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Waits a minute at most for its end, which somebody has asked for. It is a daemon, and whatever it does after that is fenced
     * like the work of any other process.
     */
    public void awaitEnd() {
        if (thread.getState() == Thread.State.NEW) {
            ended.complete(null);
        }
        try {
            ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException stillWorking) {
            // as said above
        }
    }
}
