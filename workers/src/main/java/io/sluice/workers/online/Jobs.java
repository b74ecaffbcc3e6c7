package io.sluice.workers.online;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the store, one at a time on a thread of their own, so that whoever asks for them goes on polling while a store is slow
 * or gone. What they answer is handled on the asker's thread.
 */
final class Jobs implements AutoCloseable {
    /** What became of a job: an answer to be handled, or the error. */
    private record Running<T>(Future<T> answer, Consumer<T> handler) {
        void handle() throws ExecutionException, InterruptedException {
            handler.accept(answer.get());
        }
    }

    private final ExecutorService thread;
    private @Nullable Running<?> running;

    Jobs(String name) {
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    boolean isBusy() {
        return running != null;
    }

    <T> void start(Callable<T> work, Consumer<T> handler) {
        running = new Running<>(thread.submit(work), handler);
    }

    /**
     * Handles the answer, if it is there.
     *
     * @return whether a job has ended
     * @throws RuntimeException what the job threw
     */
    boolean handle() {
        Running<?> job = running;
        if (job == null || !job.answer().isDone()) {
            return false;
        }
        running = null;
        try {
            job.handle();
            return true;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for the answer, at most so long. */
    void await(long millis) {
        Running<?> job = running;
        if (job != null) {
            try {
                job.answer().get(millis, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // handle() says what it was; what is still under way may be repeated by whoever comes next
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while the online store was written", e);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
