package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workers.bench.Rounds.Side;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P9: the change points of a view from its trusted table, by the engine and by Spark SQL window functions; and by the engine where
 * one user has a fifth of the events. The engine also finds timestamps, expiries and carry rows, which the peer is not asked for.
 */
@Tag("bench")
final class ChangePointsBench {
    private static final int DAYS = 45;
    private static final String[] FEATURES = {"""
            feature: clicks_7d
            entity: user_id
            window: 7 days
            filters: ["event_type = 'click'", "is_bot = false"]
            """, """
            feature: spend_7d
            entity: user_id
            window: 7 days
            aggregation: sum
            value: amount
            filters: ["event_type = 'buy'"]
            """, """
            feature: events_14d
            entity: user_id
            window: 14 days
            """, """
            feature: largest_30d
            entity: user_id
            window: 30 days
            aggregation: max
            value: amount
            filters: ["event_type = 'buy'"]
            """};

    private final Scale scale = Scale.asked();

    @TempDir
    private Path folder;

    private Lake lake;
    private Spark spark;

    @BeforeEach
    void start() {
        lake = Lake.open(LakeConfig.embedded(folder));
        spark = new Spark(new SparkConfig("local[2]", 8, Map.of()), lake.sparkProperties(), new Heartbeats());
    }

    @AfterEach
    void stop() {
        spark.close();
        lake.close();
    }

    @Test
    void computesChangePoints() {
        BenchedView even = view("even", 0);
        BenchedView hot = view("hot", 20);
        WindowFunctions peer = peer(even);
        assertThat(hot.digest(hot.points())).isEqualTo(hot.digest(peer(hot).perTile()));

        Map<String, Times> times = new Rounds(1, 3)
                .run(List.of(
                        computed("engine", even, even::points),
                        computed("per event", even, peer::perEvent),
                        computed("per tile", even, peer::perTile),
                        computed("running sums", even, peer::running),
                        computed("engine, hot key", hot, hot::points)));

        Times engine = times.get("engine");
        Bar rangeOverEvents = against(
                "P9a", "Spark SQL `RANGE BETWEEN` over events", times.get("per event"), engine, "≥ 3× faster", 3);
        Bar rangeOverTiles = against(
                "P9b",
                "Spark SQL `RANGE BETWEEN` over tiles, aggregated first",
                times.get("per tile"),
                engine,
                "≥ 3× faster",
                3);
        Bar runningSums = against(
                "P9c",
                "Spark SQL running sums of what enters and leaves, `RANGE BETWEEN` for the maximum",
                times.get("running sums"),
                engine,
                "none: for comparison",
                Double.NaN);
        ResultsFile.report(
                scale, rangeOverEvents, rangeOverTiles, runningSums, slowedBy(times.get("engine, hot key"), engine));
    }

    @Test
    void writesChangePoints() {
        BenchedView view = view("written", 0);
        WindowFunctions peer = peer(view);

        Map<String, Times> times = new Rounds(1, 3)
                .run(List.of(
                        new Side("engine", "written", view::stage),
                        new Side("per tile", "written", () -> view.write(peer.perTile()))));

        ResultsFile.report(
                scale,
                against(
                        "P9e",
                        "the same written to an Iceberg table, where the engine writes ten columns more; Spark SQL over tiles",
                        times.get("per tile"),
                        times.get("engine"),
                        "none: for comparison",
                        Double.NaN));
    }

    /** Computes points for nobody; what they are is looked at once. */
    private static Side computed(String name, BenchedView view, Supplier<Dataset<Row>> points) {
        Map<String, Object> digests = new HashMap<>();
        return new Side(name, view.name(), () -> {
            BenchedView.compute(points.get());
            return () -> digests.computeIfAbsent(name, first -> view.digest(points.get()));
        });
    }

    private static Bar against(String id, String what, Times peer, Times engine, String target, double wanted) {
        return new Bar(
                id,
                "change points of 5 million events, 100,000 keys, 4 features, 45 days; " + what + ": "
                        + peer.inSeconds(),
                target,
                Times.text("%.2f×: %s", peer.over(engine), engine.inSeconds()),
                peer.over(engine) / wanted);
    }

    private static Bar slowedBy(Times hot, Times even) {
        return new Bar(
                "P9d",
                "the engine where a key has 20 % of the events",
                "≤ 1.5× slower",
                Times.text("%.2f×: %s", hot.over(even), hot.inSeconds()),
                1.5 / hot.over(even));
    }

    private BenchedView view(String name, int hotPercent) {
        ViewPlan plan = ClickStream.plan(name, FEATURES);
        ClickStream stream = new ClickStream(name, scale.of(5_000_000), scale.of(100_000), DAYS, hotPercent);
        BenchedView view = new BenchedView(lake, spark, stream, plan);
        view.trust();
        return view;
    }

    private WindowFunctions peer(BenchedView view) {
        return new WindowFunctions(spark.session(), view.events(), (int) (ClickStream.START / 3_600_000) + DAYS * 24);
    }
}
