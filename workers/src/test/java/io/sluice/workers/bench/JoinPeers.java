package io.sluice.workers.bench;

import io.sluice.activities.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peers of P2, as somebody would write them who knows the data: they read the files of the same labels and of the same
 * snapshot, leave carry rows out, and write all rows. They check no label and count nothing.
 */
final class JoinPeers implements AutoCloseable {
    private final JoinedClicks clicks;
    private final Connection duck;

    JoinPeers(JoinedClicks clicks) {
        this.clicks = clicks;
        try {
            this.duck = DriverManager.getConnection("jdbc:duckdb:");
            run("SET threads = 2", "SET TimeZone = 'UTC'", "SET temp_directory = '" + clicks.folder() + "/duckdb'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** DuckDB's ASOF join into a Parquet file. */
    Supplier<Object> duckDb() {
        String output =
                clicks.files().resolve(clicks.name() + "-duckdb.parquet").toString();
        try {
            run("""
                    COPY (
                      SELECT l.*, %s, p.feature_timestamp
                      FROM read_parquet('%s/*.parquet') l
                      ASOF LEFT JOIN (SELECT * FROM read_parquet([%s]) WHERE NOT carry) p
                      ON l.user_id = p.user_id AND l.ordered_at >= p.feature_timestamp
                    ) TO '%s' (FORMAT parquet)
                    """.formatted(values("p"), clicks.labelFiles(), String.join(", ", files(clicks.table())), output));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return () -> digest(session().read().parquet(output), "feature_timestamp");
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> files(Table table) {
        List<String> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> files.add("'" + task.file().location().replaceFirst("^file:", "") + "'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Both sides in one, and a window that remembers the last change point, into an Iceberg table. */
    Supplier<Object> unionAndWindow() {
        String output = Lake.CATALOG + ".peers." + clicks.name();
        session()
                .sql("""
                WITH rows AS (
                  SELECT user_id, ordered_at at, 1 side, struct(row_id, bought) label, null point FROM parquet.`%s`
                  UNION ALL
                  SELECT user_id, feature_timestamp, 0, null, struct(feature_timestamp, %s) FROM %s WHERE NOT carry),
                seen AS (
                  SELECT *, last(point, true) OVER (
                    PARTITION BY user_id ORDER BY at, side ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) p
                  FROM rows)
                SELECT label.row_id, user_id, at ordered_at, label.bought, %s, p.feature_timestamp
                FROM seen WHERE side = 1
                """.formatted(
                        clicks.labelFiles(), String.join(", ", JoinedClicks.features()), clicks.view(), values("p")))
                .writeTo(output)
                .using("iceberg")
                .createOrReplace();
        return () -> digest(session().table(output), "feature_timestamp");
    }

    /** A count of nothing is 0. */
    private static String values(String of) {
        return String.join(
                ", ",
                JoinedClicks.features().stream()
                        .map(name -> (name.startsWith("clicks") ? "coalesce(%1$s.%2$s, 0) AS %2$s" : "%1$s.%2$s")
                                .formatted(of, name))
                        .toList());
    }

    /** How many rows, how many with a match, and two sums of hashes of all columns: equal for equal rows only. */
    static Object digest(Dataset<Row> rows, String timestamp) {
        String all = "row_id, user_id, ordered_at, bought, isnull(%1$s), %1$s, ".formatted(timestamp)
                + String.join(
                        ", ",
                        JoinedClicks.features().stream()
                                .map(name -> "isnull(" + name + "), " + name)
                                .toList());
        return rows.selectExpr(
                        "count(*)",
                        "count(" + timestamp + ")",
                        "sum(cast(xxhash64(1, %s) as decimal(38,0)))".formatted(all),
                        "sum(cast(xxhash64(2, %s) as decimal(38,0)))".formatted(all))
                .first()
                .toString();
    }

    private SparkSession session() {
        return clicks.spark().session();
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
