package io.sluice.workers.bench;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.view.ViewActivitiesImpl;
import io.sluice.activities.view.ViewDefinitions;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.TrustedSnapshot;
import io.sluice.activities.view.engine.ViewEngine;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import io.sluice.workflows.view.StageViewRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A view over a click stream in a lake, filled by the engine or by a frame that claims to hold the same. */
final class BenchedView implements ViewDefinitions {
    private final Lake lake;
    private final Spark spark;
    private final ClickStream stream;
    private final ViewPlan plan;

    BenchedView(Lake lake, Spark spark, ClickStream stream, ViewPlan plan) {
        this.lake = lake;
        this.spark = spark;
        this.stream = stream;
        this.plan = plan;
    }

    String name() {
        return stream.name();
    }

    /** The trusted table in Spark. */
    String events() {
        return Lake.CATALOG + "." + TableNames.trusted(stream.name());
    }

    /** Makes the events. */
    void trust() {
        Table table =
                lake.loadOrCreate(TableLayouts.trusted(plan.sources().get(0).source()));
        Dataset<Row> rows = stream.rows(spark.session()).repartition(col("_partition_label"));
        AppendFiles append = table.newAppend();
        DataFiles.write(rows, table, events()).forEach(append::appendFile);
        append.commit();
    }

    /** The change points of all days by the engine, not computed yet. */
    Dataset<Row> points() {
        Source source = plan.sources().get(0).source();
        Table trusted = lake.load(TableNames.trusted(source.name()));
        return new ViewEngine(spark.session(), plan, Limits.DEFAULT)
                .changePoints(
                        List.of(new TrustedSnapshot(
                                0,
                                trusted,
                                TableNames.trusted(source.name()).toString(),
                                trusted.currentSnapshot().snapshotId())),
                        new WantedDays(List.of(DayRange.parse(day(0), day(stream.days() - 1)))),
                        Long.MAX_VALUE,
                        SparkSchemaUtil.convert(TableLayouts.view(plan, "v1").schema()));
    }

    private static String day(int index) {
        return LocalDate.ofEpochDay(ClickStream.START / 86_400_000L)
                .plusDays(index)
                .toString();
    }

    /** Computes points and gives them to nobody. */
    static void compute(Dataset<Row> points) {
        points.write().format("noop").mode("overwrite").save();
    }

    /** Stages all days with the engine; gives the {@link #digest} of what it staged. */
    Supplier<Object> stage() {
        DefinitionRef ref = new DefinitionRef("view", stream.name(), "v1", "0");
        ViewSettings settings =
                new ViewSettings(ref, "implicit", "views." + stream.name() + "_v1", List.of(), 3, false, false, 14);
        StageViewRequest request = new StageViewRequest(
                settings, day(0), day(stream.days() - 1), UUID.randomUUID().toString(), 1, List.of());
        Candidate candidate = new ViewActivitiesImpl(spark, lake, this).stageView(request);
        return () -> digest(spark.session()
                .read()
                .option("snapshot-id", candidate.snapshotId())
                .table(Lake.CATALOG + "." + candidate.dataset()));
    }

    /** Writes points into a table like the view's, clustered and sorted like it; gives the {@link #digest} of it. */
    Supplier<Object> write(Dataset<Row> points) {
        TableIdentifier name = TableNames.view(stream.name(), "peer");
        Table table = lake.loadOrCreate(TableLayouts.view(plan, "peer"));
        Dataset<Row> clustered =
                points.repartition(col("day")).sortWithinPartitions("day", "user_id", "feature_timestamp");
        ReplacePartitions replace = table.newReplacePartitions();
        DataFiles.write(clustered, table, Lake.CATALOG + "." + name).forEach(replace::addFile);
        replace.commit();
        long snapshot = lake.load(name).currentSnapshot().snapshotId();
        return () ->
                digest(spark.session().read().option("snapshot-id", snapshot).table(Lake.CATALOG + "." + name));
    }

    /** How many rows, carry rows aside, and two sums of hashes of user, instant and all values: equal for equal rows only. */
    Object digest(Dataset<Row> points) {
        String values = String.join(
                ", ",
                plan.features().stream()
                        .map(feature -> feature.feature().name())
                        .map(feature -> "isnull(" + feature + "), " + feature)
                        .toList());
        return points.where("not carry")
                .selectExpr(
                        "count(*)",
                        "sum(cast(xxhash64(1, day, user_id, feature_timestamp, %s) as decimal(38,0)))"
                                .formatted(values),
                        "sum(cast(xxhash64(2, day, user_id, feature_timestamp, %s) as decimal(38,0)))"
                                .formatted(values))
                .first()
                .toString();
    }

    @Override
    public ViewPlan plan(ViewSettings view) {
        return plan;
    }

    @Override
    public long certifiedThrough(Source source) {
        return Long.MAX_VALUE;
    }
}
