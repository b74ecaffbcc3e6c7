package io.sluice.activities.training;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.activities.training.write.Built;
import io.sluice.activities.training.write.TrainingTable;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.training.TrainingActivities;
import io.sluice.workflows.training.TrainingPlan;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Training sets on Spark. Killed anywhere, a second call ends in the same build. */
public final class TrainingActivitiesImpl implements TrainingActivities {
    private final Spark spark;
    private final Lake lake;
    private final SystemTables tables;
    private final ReleasedViews releases;
    private final RegisteredNames names;
    private final BuildInfo build;
    private final Clock clock;

    public TrainingActivitiesImpl(
            Spark spark, Lake lake, ReleasedViews releases, RegisteredNames names, BuildInfo build, Clock clock) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = new SystemTables(lake);
        this.releases = requireNonNull(releases, "releases is null");
        this.names = requireNonNull(names, "names is null");
        this.build = requireNonNull(build, "build is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public TrainingPlan plan(TrainingRequest request) {
        return new Planner(lake, tables, names).plan(request);
    }

    @Override
    public TrainingSetResult build(TrainingPlan plan) {
        TrainingRequest request = plan.request();
        TrainingTable table = new TrainingTable(lake, request.name());
        Built built = table.find(request.run())
                .orElseGet(() -> spark.run(
                        "training set " + request.name(),
                        session -> new Building(lake, tables, releases, build, clock, plan)
                                .build(session, table, names.folder())));
        TrainingSetResult result = TrainingManifest.result(table.name().toString(), built);
        record(request, TrainingManifest.row(request, result, built));
        return result;
    }

    /** The snapshot is the training set; who asks for it finds it by this row. */
    private void record(TrainingRequest request, TrainingSetRow row) {
        String key = "training/" + row.trainingSet();
        tables.trainingSets().append(key, List.of(row));
        FailPoints.hit("training.after-row");
        List<String> inputs = new ArrayList<>(row.releases());
        inputs.addAll(row.labels());
        tables.lineage()
                .append(
                        key,
                        List.of(new LineageRow(
                                "training",
                                inputs,
                                row.trainingTable() + "@" + row.snapshotId(),
                                "training/" + row.name(),
                                request.run(),
                                CanonicalIds.training(row.name()),
                                row.at())));
    }
}
