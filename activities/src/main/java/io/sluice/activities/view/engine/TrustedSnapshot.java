package io.sluice.activities.view.engine;

import io.sluice.activities.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What is read of a source.
 *
 * @param source index into the sources of the plan
 * @param table its trusted table
 */
public record TrustedSnapshot(int source, Table table, String name, long snapshotId) {
    Dataset<Row> rows(SparkSession session) {
        return session.read().option("snapshot-id", snapshotId).table(Lake.CATALOG + "." + name);
    }

    /** How many rows its files have, of those that may hold what is needed. */
    long count(Expression needed) {
        long count = 0;
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().useSnapshot(snapshotId).filter(needed).planFiles()) {
            for (FileScanTask task : tasks) {
                count += task.file().recordCount();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }
}
