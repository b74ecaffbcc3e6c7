package io.sluice.activities.maintain;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.Spark;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.maintain.LakeMaintenanceResult;
import io.sluice.workflows.maintain.MaintenanceActivities;
import io.sluice.workflows.maintain.MaintenanceRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;

/**
 * Iceberg's own maintenance of the tables that only grow. What a writer needs to know of them stands in their properties or columns
 * (decisions 059 and 096), so no snapshot is one of a kind; snapshots with a tag stay whatever their age.
 */
public final class MaintenanceActivitiesImpl implements MaintenanceActivities {
    private static final List<String> NAMESPACES = List.of("events", "served", "sluice");

    /** So that a reader that has begun ends, on a table that is seldom written, too. */
    private static final int SNAPSHOTS = 100;

    private final Spark spark;
    private final Lake lake;

    public MaintenanceActivitiesImpl(Spark spark, Lake lake) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
    }

    @Override
    public LakeMaintenanceResult maintain(MaintenanceRequest request) {
        requireAppended(request.table());
        long files = files(table(request.table()));
        long snapshots = snapshots(table(request.table()));
        long since = request.keptSince().toEpochMilli();
        long orphans = spark.run("maintain " + request.table(), session -> {
            SparkActions actions = SparkActions.get(session);
            FailPoints.hit("maintain.before-compact");
            actions.rewriteDataFiles(table(request.table()))
                    .option("partial-progress.enabled", "true")
                    .execute();
            FailPoints.hit("maintain.after-compact");
            actions.expireSnapshots(table(request.table()))
                    .expireOlderThan(since)
                    .retainLast(SNAPSHOTS)
                    .execute();
            FailPoints.hit("maintain.after-expire");
            return count(actions.deleteOrphanFiles(table(request.table()))
                    .olderThan(since)
                    .execute()
                    .orphanFileLocations());
        });
        FailPoints.hit("maintain.after-orphans");
        Table after = table(request.table());
        return new LakeMaintenanceResult(request.table(), files, files(after), snapshots, snapshots(after), orphans);
    }

    private static void requireAppended(String table) {
        String[] parts = table.split("\\.", -1);
        if (parts.length != 2 || !NAMESPACES.contains(parts[0]) || parts[1].isBlank()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "table: %s is none that is only appended to, so its snapshots may be needed by gates, releases or readers; give events.<source>, served.<view> or sluice.<name>"
                            .formatted(table),
                    FailureTypes.INVALID_INPUT);
        }
    }

    private Table table(String name) {
        return lake.find(TableNames.parse(name))
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "table: %s does not exist; nothing was appended to it yet, or its name is another one"
                                .formatted(name),
                        FailureTypes.NOT_FOUND));
    }

    private static long snapshots(Table table) {
        return count(table.snapshots());
    }

    private static long count(Iterable<?> all) {
        return StreamSupport.stream(all.spliterator(), false).count();
    }

    private static long files(Table table) {
        return table.currentSnapshot() == null
                ? 0
                : Long.parseLong(
                        table.currentSnapshot().summary().getOrDefault(SnapshotSummary.TOTAL_DATA_FILES_PROP, "0"));
    }
}
