package io.sluice.activities.ingest;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a partition with their status.
 *
 * @param reused rows kept whose event id comes at another event time, too
 * @param held what is kept in memory or on disk until {@link #close}
 */
record Decided(Dataset<Row> rows, long reused, List<Dataset<Row>> held) implements AutoCloseable {
    Decided {
        held = List.copyOf(held);
    }

    @Override
    public void close() {
        held.forEach(Dataset::unpersist);
    }
}
