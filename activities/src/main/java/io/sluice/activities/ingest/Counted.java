package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How many rows have which status.
 *
 * @param taken how many came with other deliveries
 * @param first the least event time that is kept, epoch milliseconds; null when no row is, or when nobody asked
 */
record Counted(
        Map<Status, Long> counts, long taken, @Nullable Long first) {
    private static final String FIRST = "first";
    private static final String TAKEN = "taken";

    Counted {
        counts = Map.copyOf(counts);
    }

    /** The rows of files that hold all rows there are. */
    static Counted allKept(List<DataFile> files) {
        return new Counted(Map.of(Status.KEPT, rows(files)), 0, null);
    }

    static long rows(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::recordCount).sum();
    }

    /**
     * Counts in a pass of its own, which reads only what decides about a status.
     *
     * @param decided rows with their status
     * @param delivery the partition's own
     */
    static Counted of(Dataset<Row> decided, String delivery) {
        List<Column> counted = new ArrayList<>();
        for (Status status : Status.values()) {
            counted.add(sum(when(has(status), 1L).otherwise(0L)).as(status.name()));
        }
        counted.add(sum(when(col(LandingColumns.DELIVERY).equalTo(delivery), 0L).otherwise(1L))
                .as(TAKEN));
        Column first = unix_millis(min(when(has(Status.KEPT), col(SystemColumns.EVENT_TIME))))
                .as(FIRST);
        Row seen = decided.agg(first, counted.toArray(Column[]::new)).head();
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, number(seen, status.name()));
        }
        int position = seen.fieldIndex(FIRST);
        return new Counted(counts, number(seen, TAKEN), seen.isNullAt(position) ? null : (Long) seen.getLong(position));
    }

    /** The sum of no rows is NULL. */
    private static long number(Row seen, String name) {
        int position = seen.fieldIndex(name);
        return seen.isNullAt(position) ? 0 : seen.getLong(position);
    }

    private static Column has(Status status) {
        return col(StagingColumns.STATUS).equalTo(status.name());
    }
}
