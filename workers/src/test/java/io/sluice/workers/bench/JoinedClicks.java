package io.sluice.workers.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.training.RegisteredNames;
import io.sluice.definitions.changepoint.ViewPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A released view of ten features and labels of the same users, the same in every run: a hash of the row's number says whose it
 * is. The instants of change points are distinct, so that every engine finds the same one.
 *
 * @param hotPercent share of one user, of labels and of change points
 */
record JoinedClicks(Lake lake, Spark spark, Path files, String name, int labels, int points, int users, int hotPercent)
        implements ReleasedViews, RegisteredNames {
    /** January to March: two months begin with carry rows. */
    private static final long SPAN = 90 * 86_400_000L;

    private static final List<String> MONTHS = List.of("2026-02-01", "2026-03-01");

    static List<String> features() {
        List<String> features = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            features.add("clicks_" + i + "d");
            features.add("largest_" + i + "d");
        }
        return features;
    }

    private ViewPlan plan() {
        return ClickStream.plan(
                name, features().stream().map(JoinedClicks::definition).toArray(String[]::new));
    }

    private static String definition(String feature) {
        int days = Integer.parseInt(feature.replaceAll("\\D", ""));
        String what = feature.startsWith("clicks") ? "" : "aggregation: max\nvalue: amount\n";
        return "feature: %s\nentity: user_id\nwindow: %d days\n%s".formatted(feature, days, what);
    }

    /** The view's table in Spark. */
    String view() {
        return Lake.CATALOG + "." + TableNames.view(name, "v1");
    }

    Table table() {
        return lake.loadOrCreate(TableLayouts.view(plan(), "v1"));
    }

    /** The folder with the labels' Parquet files. */
    String labelFiles() {
        return files.resolve(name).toString();
    }

    /** Writes labels, change points with their carry rows, and the row of a release. */
    void release() {
        spark.session()
                .range(0, labels, 1, 4)
                .selectExpr(
                        "format_string('l%010d', id) row_id",
                        "format_string('user-%06d', " + user("label") + ") user_id",
                        "timestamp_millis(%d + pmod(xxhash64(id, 'at'), %d)) ordered_at"
                                .formatted(ClickStream.START, SPAN),
                        "pmod(id, 3) = 0 bought")
                .write()
                .parquet(labelFiles());
        Table table = table();
        AppendFiles append = table.newAppend();
        Dataset<Row> rows = rows().repartition(col("day")).sortWithinPartitions("day", "user_id", "feature_timestamp");
        DataFiles.write(rows, table, view()).forEach(append::appendFile);
        append.commit();
        new SystemTables(lake).releases().append("release/" + name, List.of(row(released())));
    }

    private String user(String what) {
        String user = "pmod(xxhash64(id, '%s'), %d)".formatted(what, users);
        return hotPercent == 0 ? user : "if(pmod(id, 100) < %d, 0, %s)".formatted(hotPercent, user);
    }

    private Dataset<Row> rows() {
        List<String> columns = new ArrayList<>(List.of(
                "format_string('user-%06d', " + user("point") + ") user_id",
                // One after the other, so that no two are at the same instant.
                "timestamp_millis(%d + id * %d) feature_timestamp".formatted(ClickStream.START, SPAN / points)));
        for (String feature : features()) {
            columns.add((feature.startsWith("clicks")
                            ? "pmod(xxhash64(id, '%1$s'), 1000) %1$s"
                            : "cast(pmod(xxhash64(id, '%1$s'), 100000) / 100 as decimal(8,2)) %1$s")
                    .formatted(feature));
        }
        Dataset<Row> own = spark.session().range(0, points, 1, 8).selectExpr(columns.toArray(String[]::new));
        Dataset<Row> all = own.selectExpr("*", "to_date(feature_timestamp) day", "false carry");
        for (String month : MONTHS) {
            all = all.unionByName(own.where("feature_timestamp < timestamp '" + month + " 00:00:00'")
                    .selectExpr("user_id as _user", "struct(*) point")
                    .groupBy("_user")
                    .agg(expr("max_by(point, point.feature_timestamp)").as("point"))
                    .selectExpr("point.*", "date '" + month + "' day", "true carry"));
        }
        List<String> written = new ArrayList<>(List.of("*"));
        features().forEach(feature -> written.add("feature_timestamp as " + feature + "__ts"));
        return all.selectExpr(written.toArray(String[]::new));
    }

    private ReleasedView released() {
        return new ReleasedView(
                name,
                name + "@v1-000001",
                1,
                "v1",
                TableNames.view(name, "v1").toString(),
                String.valueOf(table().currentSnapshot().snapshotId()),
                ClickStream.START + SPAN,
                plan(),
                Map.of(),
                Map.of());
    }

    private static ReleaseRow row(ReleasedView view) {
        return new ReleaseRow(
                view.view(),
                view.release(),
                view.definitionVersion(),
                view.number(),
                "fingerprint",
                "run",
                view.table(),
                view.snapshotId(),
                Instant.ofEpochMilli(ClickStream.START),
                Instant.ofEpochMilli(view.certifiedThrough()),
                null,
                "hash",
                null,
                null,
                Instant.EPOCH,
                "{\"definitions\":[]}");
    }

    @Override
    public Optional<ReleasedView> newest(String view) {
        return Optional.of(released());
    }

    @Override
    public SortedSet<String> views() {
        return new TreeSet<>(List.of(name));
    }

    @Override
    public Optional<ReleasedView> named(String view, String release) {
        return newest(view);
    }

    @Override
    public List<String> of(String kind) {
        return kind.equals("view") ? List.of(name) : features();
    }

    @Override
    public String folder() {
        return files.toString();
    }
}
