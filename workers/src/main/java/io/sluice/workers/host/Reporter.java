package io.sluice.workers.host;

import io.sluice.workers.streams.Hosted;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a lane where an app stands, one report after the other. What does not arrive is left out: the next one says it all. */
final class Reporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final long PATIENCE_SECONDS = 15;

    private final Consumer<List<PartitionCheckpoint>> lane;
    private final Hosted app;
    private final Duration every;
    private final ScheduledExecutorService timer;
    private boolean silent;

    Reporter(Consumer<List<PartitionCheckpoint>> lane, Hosted app, Duration every) {
        this.lane = lane;
        this.app = app;
        this.every = every;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sluice-stream-report");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        timer.scheduleWithFixedDelay(this::report, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A lane that does not run, a server or a broker that is away: the stream goes on without a report. One without partitions is
     * a report, too: a lane that drains waits for it.
     */
    private void report() {
        try {
            lane.accept(app.checkpoints());
            silent = false;
        } catch (RuntimeException e) {
            if (!silent && !timer.isShutdown()) {
                LOG.info("No report of where an app stands: {}", e.toString());
            }
            silent = true;
        }
    }

    /** Returns when no report is being made any more: what it asks is closed next. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
