package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the stream lane has published under the label of a partition that a batch replaces: from the cutover on, rows are the
 * stream's, and stay. Where a batch never reaches the cutover, as everywhere but at the seam of the lanes, nothing is read.
 *
 * @param base the published snapshot that has them; null where there can be none
 */
record StreamedRows(
        Source source, Partition window, @Nullable Long base) {
    /** Those that a batch of a window has to leave as they are. */
    static StreamedRows of(Source source, Table trusted, Partition window) {
        @Nullable Instant cutover = source.cutover();
        @Nullable Snapshot published = trusted.currentSnapshot();
        boolean seam = source.stream() != null && cutover != null && window.end() > cutover.toEpochMilli();
        return new StreamedRows(source, window, seam && published != null ? (Long) published.snapshotId() : null);
    }

    /** Of rows that a batch would publish those that are the batch's to publish: before the cutover. */
    Dataset<Row> ofBatch(Dataset<Row> rows) {
        @Nullable Instant cutover = source.cutover();
        return base == null || cutover == null
                ? rows
                : rows.filter(col(SystemColumns.EVENT_TIME).lt(timestamp_millis(lit(cutover.toEpochMilli()))));
    }

    Dataset<Row> joined(SparkSession session, Dataset<Row> batch) {
        @Nullable Instant cutover = source.cutover();
        if (base == null || cutover == null) {
            return batch;
        }
        Dataset<Row> streamed = session.read()
                .option("snapshot-id", base)
                .table(Lake.CATALOG + "." + TableNames.trusted(source.name()))
                .filter(col(SystemColumns.PARTITION).equalTo(window.label()))
                .filter(col(SystemColumns.EVENT_TIME).geq(timestamp_millis(lit(cutover.toEpochMilli()))));
        return batch.unionByName(streamed, true);
    }

    /** How many of the rows that were written are the stream's. */
    long among(List<DataFile> files, Counted batch) {
        return base == null ? 0 : Counted.rows(files) - batch.counts().getOrDefault(Status.KEPT, 0L);
    }
}
