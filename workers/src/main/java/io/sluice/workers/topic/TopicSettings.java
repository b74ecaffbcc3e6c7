package io.sluice.workers.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the topics of a source are made.
 *
 * @param partitions of the log; chosen once: what a key's partition is decides where its state is
 * @param replication copies of each topic
 * @param retention of log, control and dead letters; longer than any sink is ever behind, because the lake archives the log
 * @param outage how long the online sink may be down and still see every update of a key
 */
public record TopicSettings(int partitions, short replication, Duration retention, Duration outage) {
    public TopicSettings {
        requireNonNull(retention, "retention is null");
        requireNonNull(outage, "outage is null");
    }

    /** A week of log, a day of outage. */
    public static TopicSettings of(int partitions, int replication) {
        return new TopicSettings(partitions, (short) replication, Duration.ofDays(7), Duration.ofDays(1));
    }
}
