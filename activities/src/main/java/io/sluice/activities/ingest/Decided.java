package io.sluice.activities.ingest;

import io.sluice.activities.ingest.StagingColumns.Status;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a partition with their status, and how many have which.
 *
 * @param taken how many came with other deliveries
 * @param reused rows kept whose event id comes at another event time, too
 * @param first the least event time that is kept, epoch milliseconds; null when no row is
 * @param held what is kept in memory or on disk until {@link #close}
 */
record Decided(
        Dataset<Row> rows,
        Map<Status, Long> counts,
        long taken,
        long reused,
        @Nullable Long first,
        List<Dataset<Row>> held)
        implements AutoCloseable {
    Decided {
        counts = Map.copyOf(counts);
        held = List.copyOf(held);
    }

    @Override
    public void close() {
        held.forEach(Dataset::unpersist);
    }
}
