package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** The units in which a stream is certified: days of event time, UTC. */
final class StreamDays {
    /** 0000-01-01: earlier days have no label. */
    static final long FIRST = -62_167_219_200_000L;

    private static final long LENGTH = Duration.ofDays(1).toMillis();

    private StreamDays() {}

    static Partition parse(String label) {
        return Partition.parse(label, Partitioning.DAY);
    }

    static Partition at(long epochMillis) {
        return Partition.at(epochMillis, Partitioning.DAY);
    }

    /**
     * The last day of which nothing more can be accepted in order: a record still to come is late when its event time lies before
     * the watermark by more than the allowed lateness. Empty while some source partition has reached nothing.
     *
     * @param watermark of all partitions of the log, epoch milliseconds
     */
    static Optional<Partition> lastClosed(long watermark, Duration allowedLateness) {
        if (watermark == Stamp.NOTHING || watermark - allowedLateness.toMillis() < FIRST + LENGTH) {
            return Optional.empty();
        }
        return Optional.of(at(watermark - allowedLateness.toMillis()).previous());
    }

    /** The number of a row's day, days since 1970. */
    static Column number() {
        return floor(unix_millis(col(SystemColumns.EVENT_TIME)).divide(lit(LENGTH)));
    }

    /** The first instant of a day by its number, epoch milliseconds. */
    static long start(long number) {
        return number * LENGTH;
    }

    static String label(long number) {
        return at(start(number)).label();
    }
}
