package io.sluice.workers.broker;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.util.List;

/** Definitions of stream sources for tests. */
public final class StreamSources {
    private StreamSources() {}

    /** Clicks of users as JSON, to be re-keyed by user. */
    public static Source clicks(String name, String topic) {
        return clicks(name, new Source.Stream(topic, "json", false));
    }

    /** Clicks of users from any topic. */
    public static Source clicks(String name, Source.Stream stream) {
        return clicks(name, stream, Duration.ofSeconds(60));
    }

    /** Clicks of users whose partitions are idle after a silence. */
    public static Source clicks(String name, Source.Stream stream, Duration idleAfter) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                List.of(
                        new Column("click_id", DataType.STRING),
                        new Column("user_id", DataType.STRING),
                        new Column("event_time", DataType.TIMESTAMP),
                        new Column("event_type", DataType.STRING),
                        new Column("amount", DataType.decimal(10, 2)),
                        new Column("is_bot", DataType.BOOLEAN)),
                "event_time",
                new EventId(EventId.Kind.COLUMNS, List.of("click_id")),
                null,
                stream,
                List.of("user_id"),
                null,
                Duration.ofMinutes(10),
                Source.LatePolicy.QUARANTINE,
                idleAfter,
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }
}
