package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.activities.training.TrainingActivitiesImpl;
import io.sluice.workers.bench.Rounds.Side;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P2: a training set of a million labels, from the request to its tagged snapshot and its rows in the system tables, against
 * DuckDB's ASOF join and against Spark's union and window; and where one user has a fifth of all rows.
 */
@Tag("bench")
final class JoinBench {
    private static final int MILLION = 1_000_000;

    private final Scale scale = Scale.asked();

    @TempDir
    private Path folder;

    private Lake lake;
    private Spark spark;

    @BeforeEach
    void start() {
        lake = Lake.open(LakeConfig.embedded(folder));
        // DuckDB does not compare Spark's older kind of timestamps in Parquet with Iceberg's.
        Map<String, String> micros = Map.of("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        spark = new Spark(new SparkConfig("local[2]", 8, micros), lake.sparkProperties(), new Heartbeats());
    }

    @AfterEach
    void stop() {
        spark.close();
        lake.close();
    }

    @Test
    void joinsAsManyChangePointsAsLabels() throws SQLException {
        JoinedClicks clicks = released("as_many", MILLION, 0);
        try (JoinPeers peers = new JoinPeers(clicks)) {
            Map<String, Times> times = new Rounds(1, 5)
                    .run(List.of(
                            new Side("training set", "rows", () -> build(clicks)),
                            new Side("DuckDB", "rows", peers::duckDb)));

            Times ours = times.get("training set");
            double speed = times.get("DuckDB").over(ours);
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P2a",
                            "training set of 1 million labels, 1 million change points, 10 features, written; DuckDB's ASOF join to Parquet: "
                                    + times.get("DuckDB").inSeconds(),
                            "≥ 0.25× as fast as DuckDB",
                            Times.text("%.2f×: %s", speed, ours.inSeconds()),
                            speed / 0.25));
        }
    }

    @Test
    void joinsTenTimesAsManyChangePoints() throws SQLException {
        JoinedClicks even = released("ten_times", 10 * MILLION, 0);
        JoinedClicks hot = released("ten_times_hot", 10 * MILLION, 20);
        try (JoinPeers peers = new JoinPeers(even);
                JoinPeers hotPeers = new JoinPeers(hot)) {
            Map<String, Times> times = new Rounds(1, 5)
                    .run(List.of(
                            new Side("training set", "rows", () -> build(even)),
                            new Side("union and window", "rows", peers::unionAndWindow),
                            new Side("training set, hot key", "hot rows", () -> build(hot)),
                            new Side("union and window, hot key", "hot rows", hotPeers::unionAndWindow)));

            Times ours = times.get("training set");
            Times slowed = times.get("training set, hot key");
            Times peer = times.get("union and window");
            Times slowedPeer = times.get("union and window, hot key");
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P2b",
                            "training set of 1 million labels, 10 million change points, 10 features, written; Spark's union and window to Iceberg: "
                                    + peer.inSeconds(),
                            "≥ 2× faster",
                            Times.text("%.2f×: %s", peer.over(ours), ours.inSeconds()),
                            peer.over(ours) / 2),
                    new Bar(
                            "P2c",
                            Times.text(
                                    "the same where a key has 20 %% of labels and change points; Spark's union and window: %.2f×, %s",
                                    slowedPeer.over(peer), slowedPeer.inSeconds()),
                            "≤ 1.5× slower",
                            Times.text("%.2f×: %s", slowed.over(ours), slowed.inSeconds()),
                            1.5 / slowed.over(ours)));
        }
    }

    private JoinedClicks released(String name, int points, int hotPercent) {
        JoinedClicks clicks = new JoinedClicks(
                lake, spark, folder, name, scale.of(MILLION), scale.of(points), scale.of(100_000), hotPercent);
        clicks.release();
        return clicks;
    }

    /** The whole activity; gives what its table holds at its tag. */
    private Supplier<Object> build(JoinedClicks clicks) {
        TrainingActivitiesImpl activities =
                new TrainingActivitiesImpl(spark, lake, clicks, clicks, BuildInfo.load(), Clock.systemUTC());
        LabelsInput labels = new LabelsInput(null, clicks.labelFiles(), "row_id", List.of("user_id"), "ordered_at");
        TrainingRequest request = new TrainingRequest(
                clicks.name(),
                List.of(clicks.name()),
                List.of(),
                labels,
                "defined",
                "error",
                "merge",
                UUID.randomUUID().toString(),
                null,
                null);
        TrainingSetResult built = activities.build(activities.plan(request));
        assertThat(built.rows()).isEqualTo(clicks.labels());
        return () -> JoinPeers.digest(
                spark.session().read().option("tag", built.trainingSet()).table(Lake.CATALOG + "." + built.table()),
                clicks.name() + "__feature_timestamp");
    }
}
