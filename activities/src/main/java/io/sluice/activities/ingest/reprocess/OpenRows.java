package io.sluice.activities.ingest.reprocess;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.WholeFiles;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows that the newest publication of a partition left in quarantine. Those of attempts that were never published, and of
 * publications that another has replaced, are not missing from anything.
 *
 * @param trusted the snapshot of the trusted table at which this holds
 * @param summary of the partition's newest publication
 * @param quarantine the snapshot of the quarantine table, 0 when it has none
 */
record OpenRows(Source source, String partition, long trusted, Map<String, String> summary, long quarantine) {
    static final String RELEASED_RUN = "_released_run";

    static OpenRows of(Lake lake, Source source, String partition) {
        Table trusted = lake.find(TableNames.trusted(source.name())).orElseThrow(() -> unpublished(source, partition));
        Map<String, String> newest = Optional.ofNullable(
                        LateDeliveries.newest(trusted).get(partition))
                .orElseThrow(() -> unpublished(source, partition));
        long quarantine = lake.find(TableNames.quarantine(source.name()))
                .map(Table::currentSnapshot)
                .map(snapshot -> snapshot.snapshotId())
                .orElse(0L);
        return new OpenRows(source, partition, trusted.currentSnapshot().snapshotId(), newest, quarantine);
    }

    static ApplicationFailure unpublished(Source source, String partition) {
        return ApplicationFailure.newNonRetryableFailure(
                "Partition %s of source %s is not published, so none of its rows is missing from it: ingest it"
                        .formatted(partition, source.name()),
                FailureTypes.NOT_FOUND);
    }

    /** Whether there are any, by what was published. */
    boolean any() {
        return quarantine != 0 && LeftRows.of(summary).rows() > 0;
    }

    /** {@code <run>/<attempt>} that wrote them. */
    String origin() {
        return LeftRows.of(summary).origin();
    }

    /** All rows of the quarantine files in which rows of {@link #origin} are, those of other runs among them, with the file of each. */
    Dataset<Row> rows(Lake lake, SparkSession session) {
        TableIdentifier name = TableNames.quarantine(source.name());
        return new WholeFiles(lake.load(name), Lake.CATALOG + "." + name, quarantine)
                .holding(session, col(SystemColumns.PARTITION).equalTo(partition), ofOrigin());
    }

    /** Which of {@link #rows} are open. Another attempt may have refused the same row of the same delivery: that one is not. */
    Column isOpen() {
        return ofOrigin().and(col(RELEASED_RUN).isNull());
    }

    private Column ofOrigin() {
        return col(SystemColumns.PARTITION)
                .equalTo(partition)
                .and(col(SystemColumns.RUN).equalTo(SummaryKeys.run(origin())))
                .and(col(SystemColumns.ATTEMPT).equalTo(SummaryKeys.attempt(origin())));
    }

    /** What is published of the partition. */
    Dataset<Row> published(SparkSession session) {
        return trusted(session).filter(col(SystemColumns.PARTITION).equalTo(partition));
    }

    /** What is published of the source. */
    Dataset<Row> trusted(SparkSession session) {
        return session.read()
                .option("snapshot-id", trusted)
                .table(Lake.CATALOG + "." + TableNames.trusted(source.name()));
    }
}
