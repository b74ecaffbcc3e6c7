package io.sluice.activities.training.labels;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Labels as they were received.
 *
 * @param typed whether the columns have types of their own; those of CSV are texts
 * @param origin {@code table@snapshot}, or {@code path sha256} of each file, sorted
 */
record RawLabels(Dataset<Row> rows, boolean typed, List<String> origin) {
    RawLabels {
        origin = List.copyOf(origin);
    }
}
