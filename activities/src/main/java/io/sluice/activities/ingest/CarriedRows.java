package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.timestamp_millis;

import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.landing.Selection;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.CarryRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The last certified values of a source of kind attributes as the content of a partition whose delivery is not to be had: of each entity
 * the last row of the last certified partition before, from the beginning of this one on; of an unpartitioned source what is published,
 * as it is. Rows of the stream stay. The summary of the snapshot says where they come from. Decision 030.
 */
final class CarriedRows {
    private static final String LAST = "_last";

    private final Lake lake;
    private final WriteAuditPublish candidates;
    private final Source source;
    private final Partition window;
    private final CarryRequest request;
    private final TableIdentifier name;

    CarriedRows(Lake lake, Source source, Partition window, CarryRequest request) {
        this.lake = lake;
        this.candidates = new WriteAuditPublish(lake);
        this.source = source;
        this.window = window;
        this.request = request;
        this.name = TableNames.trusted(source.name());
    }

    Candidate stage(SparkSession session) {
        String wapId = SummaryKeys.wapId(request.run(), request.attempt());
        Snapshot staged = candidates.resume(name, wapId).orElseGet(() -> stageNow(session, wapId));
        return new Candidate(
                name.toString(),
                request.partition(),
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                request.run(),
                request.attempt(),
                StagedFacts.of(staged.summary()).rows(),
                0,
                0,
                List.of(request.partition()));
    }

    private Snapshot stageNow(SparkSession session, String wapId) {
        Table table =
                lake.find(name).filter(found -> found.currentSnapshot() != null).orElseThrow(this::nothing);
        long base = table.currentSnapshot().snapshotId();
        Map<String, String> from = published(table);
        String partition = from.getOrDefault(SummaryKeys.PARTITION, "");
        StreamedRows streamed = StreamedRows.of(source, table, window);
        Dataset<Row> carried = carried(session.read()
                .option("snapshot-id", base)
                .table(Lake.CATALOG + "." + name)
                .filter(col(SystemColumns.PARTITION).equalTo(partition)));
        Dataset<Row> rows = streamed.joined(session, streamed.ofBatch(carried));
        List<DataFile> files = DataFiles.write(rows, table, Lake.CATALOG + "." + name);
        Map<String, String> summary =
                summary(files.stream().mapToLong(DataFile::recordCount).sum(), from, base);
        return candidates.stageReplacement(new Replacement(
                name,
                wapId,
                files,
                List.of(request.partition()),
                streamed.base() != null || partition.equals(request.partition()) ? base : null,
                summary));
    }

    /** What the newest publication of the last certified partition with rows says about itself. */
    private Map<String, String> published(Table table) {
        TreeMap<String, Map<String, String>> certified = new TreeMap<>(LateDeliveries.newest(table));
        certified.values().removeIf(summary -> StagedFacts.of(summary).rows() == 0);
        Map.Entry<String, Map<String, String>> last = Selection.bounded(window)
                ? certified.lowerEntry(request.partition())
                : certified.floorEntry(request.partition());
        if (last == null) {
            throw nothing();
        }
        return last.getValue();
    }

    private Dataset<Row> carried(Dataset<Row> certified) {
        Dataset<Row> rows = certified;
        if (Selection.bounded(window)) {
            WindowSpec newest = Window.partitionBy(
                            source.partitionBy().stream().map(Typing::quoted).toArray(Column[]::new))
                    .orderBy(
                            col(SystemColumns.EVENT_TIME).desc(),
                            col(SystemColumns.EVENT_ID).desc());
            rows = rows.withColumn(LAST, row_number().over(newest))
                    .filter(col(LAST).equalTo(1))
                    .drop(LAST)
                    .withColumn(
                            SystemColumns.EVENT_TIME,
                            greatest(col(SystemColumns.EVENT_TIME), timestamp_millis(lit(window.start()))));
        }
        return rows.withColumn(SystemColumns.PARTITION, lit(request.partition()))
                .withColumn(SystemColumns.RUN, lit(request.run()))
                .withColumn(SystemColumns.ATTEMPT, lit(request.attempt()));
    }

    private Map<String, String> summary(long rows, Map<String, String> from, long base) {
        Map<String, String> summary = new LinkedHashMap<>(
                new StagedFacts(rows, rows, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of()).summary());
        summary.put(SummaryKeys.RUN, request.run());
        summary.put(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()));
        summary.put(SummaryKeys.DATASET, name.toString());
        summary.put(SummaryKeys.PARTITION, request.partition());
        summary.put(SummaryKeys.INPUTS, name + "@" + base);
        summary.put(SummaryKeys.CARRIED_FROM, from.get(SummaryKeys.PARTITION) + "@" + base);
        // Values that are carried forward are as old as they were: nothing is certified further than before.
        for (String key : List.of(SummaryKeys.EXTRACTED_AT, SummaryKeys.FIRST_EVENT)) {
            if (from.containsKey(key) && !Selection.bounded(window)) {
                summary.put(key, from.get(key));
            }
        }
        summary.put(
                "sluice.definition",
                request.source().name() + "@" + request.source().version());
        return summary;
    }

    private ApplicationFailure nothing() {
        return ApplicationFailure.newNonRetryableFailure(
                "Cannot carry values of source %s forward into %s: no earlier partition with rows is certified"
                        .formatted(source.name(), request.partition()),
                FailureTypes.CONTRACT_VIOLATION);
    }
}
