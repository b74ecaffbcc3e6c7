package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.certify.ArchivePin;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A pinned archive with what was decided about its records.
 *
 * @param held the first offset that waits for a person, by partition of the log
 */
record ArchivedLog(Source source, ArchivePin pin, DecidedRows decided, Map<Integer, Long> held) {
    private static final String DAY = "_day";

    /** The name of the accepted rows of each of these days, see {@link StreamColumns#name}. */
    Map<String, String> rows(Collection<String> days) {
        Map<String, String> names = new TreeMap<>();
        if (days.isEmpty()) {
            return names;
        }
        days.forEach(day -> names.put(day, "0/0"));
        List<Partition> wanted = names.keySet().stream().map(StreamDays::parse).toList();
        List<Column> aggregates = new StreamColumns(source).aggregates(DecidedRows.counts());
        decided.between(wanted.get(0).start(), wanted.get(wanted.size() - 1).end())
                .withColumn(DAY, StreamDays.number())
                .groupBy(col(DAY))
                .agg(aggregates.get(0), aggregates.get(1))
                .collectAsList()
                .forEach(row -> names.replace(label(row), StreamColumns.name(row, 1)));
        return names;
    }

    /**
     * Days up to one that a record which may count came for since what was dealt with, or a record of which was rejected.
     *
     * @param settled the first offset that was not dealt with, by partition of the log
     */
    SortedSet<String> touched(Map<Integer, Long> settled, Partition last) {
        return labels(closed(last).filter(unsettled(settled).or(decided.inRejectedRange())));
    }

    /**
     * Days up to one that are not what was certified of them any more: a record which may count came for them since what was dealt
     * with, or counts but for a rejected range that they were not made without. A record that a later incarnation has decided again
     * is in no range.
     *
     * @param without the ids of the ranges that a day was made without
     */
    SortedSet<String> stale(Map<Integer, Long> settled, Partition last, Function<String, Collection<String>> without) {
        SortedSet<String> stale = labels(closed(last).filter(unsettled(settled)));
        if (!decided.rejected().isEmpty()) {
            closed(decided.inRejectedRanges(), last)
                    .select(StreamDays.number(), col(DecidedRows.RANGES))
                    .distinct()
                    .collectAsList()
                    .forEach(row -> {
                        String day = label(row);
                        if (Collections.disjoint(row.getList(1), without.apply(day))) {
                            stale.add(day);
                        }
                    });
        }
        return stale;
    }

    private static Column unsettled(Map<Integer, Long> settled) {
        return since(settled)
                .orElse(lit(true))
                .and(DecidedRows.counts().or(col(ArchiveColumns.DECIDES).isNotNull()));
    }

    /** Days up to one with rows that wait for a person's decision about an interval of the stream. */
    SortedSet<String> waiting(Partition last) {
        return since(held)
                .map(since -> labels(closed(last).filter(since.and(DecidedRows.counts()))))
                .orElseGet(TreeSet::new);
    }

    private static Optional<Column> since(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(next -> col(ArchiveColumns.LOG_PARTITION)
                        .equalTo(next.getKey())
                        .and(col(ArchiveColumns.LOG_OFFSET).geq(next.getValue())))
                .reduce(Column::or);
    }

    private Dataset<Row> closed(Partition last) {
        return closed(decided.decisions(), last);
    }

    private static Dataset<Row> closed(Dataset<Row> rows, Partition last) {
        return rows.filter(col(SystemColumns.EVENT_TIME)
                .geq(timestamp_millis(lit(StreamDays.FIRST)))
                .and(col(SystemColumns.EVENT_TIME).lt(timestamp_millis(lit(last.end())))));
    }

    private static SortedSet<String> labels(Dataset<Row> rows) {
        SortedSet<String> labels = new TreeSet<>();
        rows.select(StreamDays.number()).distinct().collectAsList().forEach(row -> labels.add(label(row)));
        return labels;
    }

    private static String label(Row row) {
        return StreamDays.label(row.getLong(0));
    }
}
