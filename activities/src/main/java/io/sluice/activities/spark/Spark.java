package io.sluice.activities.spark;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.heartbeat.Heartbeats;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark session of this process, started when the first activity needs it, and the jobs that run on it.
 *
 * <p>Every job is a Spark job group of its own, so that cancelling an activity stops its tasks and nobody else's.
 */
public final class Spark implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spark.class);

    private final SparkConfig config;
    private final Map<String, String> catalog;
    private final Heartbeats heartbeats;
    private @Nullable SparkSession session;

    /**
     * Creates one; starts nothing.
     *
     * @param catalog the Spark properties under which the lake is the catalog {@code sluice}
     */
    public Spark(SparkConfig config, Map<String, String> catalog, Heartbeats heartbeats) {
        this.config = requireNonNull(config, "config is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.heartbeats = requireNonNull(heartbeats, "heartbeats is null");
    }

    /** The session, started by the first caller. */
    public synchronized SparkSession session() {
        if (session == null) {
            session = Sessions.start(config, catalog);
        }
        return session;
    }

    /**
     * Runs an activity's body as one job group, with heartbeats and cancellation when it runs inside an activity.
     *
     * @param description shown by Spark; holds names, never values
     */
    public <T> T run(String description, Function<SparkSession, T> body) {
        return run(description, beat(), body);
    }

    <T> T run(String description, Consumer<String> beat, Function<SparkSession, T> body) {
        String group = "sluice-" + UUID.randomUUID();
        try {
            // The beats come first: starting the session takes seconds, too.
            return heartbeats.during(beat, () -> cancel(group), () -> inGroup(group, description, body));
        } catch (SparkJobException e) {
            log.error("Failed: {}", description, e);
            throw e.withoutCause();
        }
    }

    private <T> T inGroup(String group, String description, Function<SparkSession, T> body) {
        SparkSession running = session();
        running.sparkContext().setJobGroup(group, description, true);
        // Encoders follow the settings of the thread's active session: a thread without one would write java.sql dates.
        SparkSession.setActiveSession(running);
        try {
            return unchecked(running, body);
        } finally {
            SparkSession.clearActiveSession();
            running.sparkContext().clearJobGroup();
        }
    }

    private void cancel(String group) {
        session().sparkContext().cancelJobGroup(group);
    }

    private static <T> T unchecked(SparkSession running, Function<SparkSession, T> body) {
        try {
            return body.apply(running);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Declared by nobody: Scala throws Spark's checked exceptions as it likes.
            throw new SparkJobException(e);
        }
    }

    private static Consumer<String> beat() {
        ActivityExecutionContext context;
        try {
            context = Activity.getExecutionContext();
        } catch (IllegalStateException outsideOfAnActivity) {
            return detail -> {};
        }
        return context::heartbeat;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.stop();
            session = null;
        }
    }
}
