package io.sluice.activities.landing;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Partitioning;
import io.sluice.definitions.time.Partition;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which files and rows make a partition.
 *
 * @param location the files of this partition
 * @param window the partition's window
 * @param byEventTime whether the files hold all partitions, so that rows are selected
 */
public record Selection(String location, Partition window, boolean byEventTime) {
    private static final String PLACEHOLDER = "{partition}";

    /** The selection for a location, the source's own or another. */
    public static Selection of(Source source, Source.Batch batch, String location, Partition window) {
        boolean ownFiles = batch.location().contains(PLACEHOLDER)
                || location.contains(PLACEHOLDER)
                || batch.partition() == Partitioning.NONE
                || selects(batch.options().getOrDefault("predicate", ""));
        return new Selection(location.replace(PLACEHOLDER, window.label()), window, !ownFiles);
    }

    /** Whether a database's condition names the partition, so that what it answers is the partition's. */
    private static boolean selects(String predicate) {
        return predicate.contains(PLACEHOLDER) || predicate.contains("{from}") || predicate.contains("{to}");
    }

    /** The first instant whose rows may arrive with a partition. */
    public static long earliest(Source source, Partition window) {
        return bounded(window) ? window.start() - source.allowedLateness().toMillis() : window.start();
    }

    /** Whether a partition has bounds at all. */
    public static boolean bounded(Partition window) {
        return window.start() != Long.MIN_VALUE;
    }

    /** What makes this selection another delivery of the same files. */
    List<String> parts(Source source) {
        return byEventTime
                ? List.of(source.eventTime(), String.valueOf(earliest(source, window)), String.valueOf(window.end()))
                : List.of("all");
    }

    /**
     * The rows of the partition and those that may arrive with it late. A row without a readable event time belongs to no
     * partition: it is landed with each, so that it is quarantined with a reason instead of lost.
     */
    Dataset<Row> select(Dataset<Row> rows, Source source, Column eventTime) {
        if (!byEventTime) {
            return rows;
        }
        Column inside = eventTime
                .geq(timestamp_millis(lit(earliest(source, window))))
                .and(eventTime.lt(timestamp_millis(lit(window.end()))));
        return rows.filter(eventTime.isNull().or(inside));
    }
}
