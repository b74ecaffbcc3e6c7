package io.sluice.definitions.model;

import io.sluice.definitions.model.gate.Expectation;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from: files, a database table, an API export, a topic, or history in files plus a live topic.
 *
 * @param historyFrom the source's first instant: nothing is older, and from here on nothing is missing; null where nobody declared
 *     one. Source: contract §7, decision 027
 */
public record Source(
        String name,
        Kind kind,
        List<Column> schema,
        String eventTime,
        EventId eventId,
        @Nullable Batch batch,
        @Nullable Stream stream,
        List<String> partitionBy,
        @Nullable Instant cutover,
        Duration allowedLateness,
        LatePolicy latePolicy,
        Duration idleAfter,
        Duration maxFutureSkew,
        Duration delay,
        List<String> pii,
        @Nullable Duration retention,
        @Nullable String schedule,
        List<Expectation> expectations,
        @Nullable String gate,
        @Nullable String owner,
        @Nullable Instant historyFrom)
        implements Serializable {
    /** EVENTS: things that happened. ATTRIBUTES: what was true from an instant on. */
    public enum Kind {
        EVENTS,
        ATTRIBUTES
    }

    /** What happens to a row that is later than allowed. */
    public enum LatePolicy {
        DROP,
        QUARANTINE,
        CORRECT
    }

    /** How a source is cut into the units that are landed, gated and published. */
    public enum Partitioning {
        DAY,
        HOUR,
        MONTH,
        NONE
    }

    /**
     * Where the batch lane reads.
     *
     * @param format parquet, csv, json, avro or orc; empty for jdbc and api
     * @param location a path (may hold {@code {partition}}), a jdbc or an api address
     * @param access how the location is read
     */
    public record Batch(
            Access access, String format, String location, Map<String, String> options, Partitioning partition)
            implements Serializable {
        /** What reads it: a file format, {@code jdbc} or {@code api}. */
        public String reader() {
            return access == Access.PATH ? format : access.name().toLowerCase(Locale.ROOT);
        }

        /** How a location is read. */
        public enum Access {
            PATH,
            JDBC,
            API
        }
    }

    /** Where the stream lane reads. {@code keyed}: the topic is already keyed by {@code partition_by}. */
    public record Stream(String topic, String format, boolean keyed) implements Serializable {}

    public Source {
        schema = List.copyOf(schema);
        partitionBy = List.copyOf(partitionBy);
        pii = List.copyOf(pii);
        expectations = List.copyOf(expectations);
    }

    public Optional<Column> column(String wanted) {
        return schema.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}
