package io.sluice.quality.python;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Room for a search that repeats a group: Java's engine goes one deeper for each round, so on the stack of an ordinary thread
 * a text of a thousand letters can be too long, or not, as it was compiled by then. With room for some ten thousands the
 * answer does not depend on who asks.
 */
public final class DeepStack {
    private static final long BYTES = 64L << 20;

    private DeepStack() {}

    /**
     * The result of a search, which is done again from its beginning where this thread's stack is too small. Not for what has
     * effects.
     *
     * @throws StackOverflowError when 64 MiB are too small
     */
    public static <T extends @Nullable Object> T call(Supplier<T> search) {
        try {
            return search.get();
        } catch (StackOverflowError tooSmall) {
            return again(search);
        }
    }

    private static <T extends @Nullable Object> T again(Supplier<T> search) {
        AtomicReference<@Nullable Supplier<T>> end = new AtomicReference<>();
        Thread thread = new Thread(null, () -> end.set(ended(search)), "sluice-search", BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // A search has its budget: it ends soon.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Supplier<T> result = end.get();
        if (result == null) {
            throw new StackOverflowError();
        }
        return result.get();
    }

    /** What gives the result, or throws what the search threw, in the thread that asked. */
    private static <T extends @Nullable Object> Supplier<T> ended(Supplier<T> search) {
        try {
            T value = search.get();
            return () -> value;
        } catch (RuntimeException failed) {
            return () -> {
                throw failed;
            };
        } catch (StackOverflowError tooLarge) {
            return () -> {
                throw tooLarge;
            };
        }
    }
}
