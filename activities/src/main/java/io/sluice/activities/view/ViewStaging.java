package io.sluice.activities.view;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.ViewEngine;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.activities.view.engine.row.Misfits;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.view.StageViewRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Stages the change points of a range of days: every day of the range is replaced, those that became empty too. */
final class ViewStaging {
    private final Lake lake;
    private final WriteAuditPublish candidates;
    private final ViewDefinitions definitions;
    private final StageViewRequest request;
    private final WantedDays days;
    private final Limits limits;

    ViewStaging(Lake lake, ViewDefinitions definitions, StageViewRequest request, WantedDays days, Limits limits) {
        this.lake = lake;
        this.candidates = new WriteAuditPublish(lake);
        this.definitions = definitions;
        this.request = request;
        this.days = days;
        this.limits = limits;
    }

    Candidate stage(SparkSession session) {
        ViewPlan plan = definitions.plan(request.view());
        TableLayout layout = TableLayouts.view(plan, request.view().view().version());
        lake.loadOrCreate(layout);
        String wapId = SummaryKeys.wapId(request.run(), request.attempt());
        return candidate(
                layout, candidates.resume(layout.name(), wapId).orElseGet(() -> stageNow(session, plan, layout)));
    }

    private Snapshot stageNow(SparkSession session, ViewPlan plan, TableLayout layout) {
        // What is certified is asked first: a partition that is published meanwhile is read but not claimed.
        long certified = definitions.certifiedThrough(plan);
        PinnedInputs inputs = PinnedInputs.of(lake, plan);
        Table table = lake.load(layout.name());
        ViewEngine engine = new ViewEngine(session, plan, limits);
        Dataset<Row> points =
                engine.changePoints(inputs.snapshots(), days, certified, SparkSchemaUtil.convert(table.schema()));
        FailPoints.hit("view.before-write");
        List<DataFile> files = write(points, table);
        FailPoints.hit("view.after-write");
        long rows = files.stream().mapToLong(DataFile::recordCount).sum();
        return candidates.stageReplacement(new Replacement(
                layout.name(),
                SummaryKeys.wapId(request.run(), request.attempt()),
                files,
                days.labels(),
                summary(layout, inputs, certified, rows, engine.beyondDistinct())));
    }

    private List<DataFile> write(Dataset<Row> points, Table table) {
        // Blocks of a shuffle keep their order: an entity's rows of a day stay together, in order of time, without a
        // sort.
        Dataset<Row> clustered =
                points.repartition(col(TableLayouts.DAY)).withColumn(SystemColumns.RUN, lit(request.run()));
        try {
            return DataFiles.write(
                    clustered, table, Lake.CATALOG + "." + request.view().table());
        } catch (RuntimeException e) {
            throw Misfits.sentence(e)
                    .map(sentence -> (RuntimeException) ApplicationFailure.newNonRetryableFailure(
                            "Cannot compute view " + request.view().view().name() + ": " + sentence,
                            FailureTypes.CONTRACT_VIOLATION))
                    .orElse(e);
        }
    }

    private Map<String, String> summary(
            TableLayout layout,
            PinnedInputs inputs,
            long certified,
            long rows,
            SortedMap<String, Long> beyondDistinct) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put(SummaryKeys.RUN, request.run());
        summary.put(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()));
        summary.put(SummaryKeys.DATASET, layout.name().toString());
        summary.put(SummaryKeys.PARTITION, days.hull().label());
        summary.put(SummaryKeys.ROWS, String.valueOf(rows));
        summary.put(SummaryKeys.CERTIFIED_THROUGH, String.valueOf(certified));
        summary.put(SummaryKeys.QUARANTINED, "0");
        summary.put(SummaryKeys.DUPLICATES, "0");
        summary.put(SummaryKeys.INPUTS, String.join(",", inputs.names()));
        if (!beyondDistinct.isEmpty()) {
            summary.put(
                    SummaryKeys.BEYOND_DISTINCT,
                    beyondDistinct.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(",")));
        }
        return summary;
    }

    private Candidate candidate(TableLayout layout, Snapshot staged) {
        Map<String, String> summary = staged.summary();
        return new Candidate(
                layout.name().toString(),
                days.hull().label(),
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                request.run(),
                request.attempt(),
                Long.parseLong(summary.getOrDefault(SummaryKeys.ROWS, "0")),
                0,
                0,
                days.labels());
    }
}
