package io.sluice.workers.online;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives what a sink writes, now and then, and once more at its end. A lake that is away stops nothing: what was written is noted
 * in the store until it is archived.
 */
final class ServedThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedThread.class);

    private final ServedWriter writer;
    private final SinkInput input;
    private final Supplier<Collection<Integer>> partitions;
    private final Duration every;
    private final CountDownLatch ending = new CountDownLatch(1);
    private boolean silent;

    ServedThread(ServedWriter writer, SinkInput input, Supplier<Collection<Integer>> partitions, Duration every) {
        this.writer = writer;
        this.input = input;
        this.partitions = partitions;
        this.every = every;
    }

    /** Ends {@link #run} after one more round; may be called from any thread. */
    void end() {
        ending.countDown();
    }

    @Override
    public void run() {
        try (UpdateReader updates = new UpdateReader(input)) {
            boolean last = false;
            while (!last) {
                last = ending.await(every.toMillis(), TimeUnit.MILLISECONDS);
                // a sink that has ended still says what it had
                round(partitions.get(), updates);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Collection<Integer> mine, UpdateReader updates) {
        try {
            writer.archive(mine, updates);
            silent = false;
        } catch (RuntimeException e) {
            if (!silent) {
                LOG.warn("{}: what was written is not archived yet: {}", input.group(), e.toString());
            }
            silent = true;
        }
    }
}
