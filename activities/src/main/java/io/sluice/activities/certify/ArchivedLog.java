package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.certify.ArchivePin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
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

    private static String label(Row row) {
        return StreamDays.label(row.getLong(0));
    }
}
