package io.sluice.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.online.TestingViews;
import io.sluice.activities.spark.RowValues;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.training.TrainingScene.Released;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.join.CertifiedRange;
import io.sluice.definitions.join.CertifiedRange.Beyond;
import io.sluice.definitions.join.JoinedRow;
import io.sluice.definitions.join.Label;
import io.sluice.definitions.join.PointInTimeJoin;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingCounts;
import io.sluice.workflows.training.TrainingSetResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random labels against the naive join, row for row, in both modes and by both engines. */
final class TrainingSetTest {
    private static final int LABELS = 10_000;
    private static final long SEED = 4711;
    private static final long DAY = 86_400_000;
    private static final List<Column> COLUMNS = List.of(
            new Column("id", DataType.STRING),
            new Column("customer", DataType.BIGINT),
            new Column("place", DataType.STRING),
            new Column("since", DataType.DATE),
            new Column("at", DataType.TIMESTAMP),
            new Column("bought", DataType.BOOLEAN));
    private static final List<String> KEYS = List.of("customer", "region=place", "since");

    @TempDir
    Path folder;

    private record RandomLabel(
            String id,
            @Nullable Long customer,
            @Nullable String place,
            @Nullable LocalDate since,
            @Nullable Long at,
            boolean bought) {
        Row row() {
            return TrainingScene.rowOf(
                    id, customer, place, since, at == null ? null : Instant.ofEpochMilli(at), bought);
        }
    }

    @Test
    void tenThousandLabelsEqualTheNaiveJoinWhateverTheOrderOfInputFeaturesAndFiles() {
        Random random = new Random(SEED);
        TrainingScene scene = new TrainingScene(SEED, folder);
        List<EntityKey> customers = customers(30);
        List<EntityKey> places = places(12);
        ViewPlan plain = TestingViews.activity(null, null);
        ViewPlan wide = TestingViews.wide(List.of(
                DataType.INT,
                DataType.DOUBLE,
                DataType.BOOLEAN,
                DataType.STRING,
                DataType.decimal(10, 2),
                DataType.TIMESTAMP,
                DataType.DATE,
                DataType.BINARY,
                DataType.array(DataType.DOUBLE)));
        List<Released> views = List.of(
                scene.release(TrainingScene.named(plain, "ts_activity", Map.of()), customers, 60),
                scene.release(
                        TrainingScene.named(plain, "ts_more", Map.of("twice", "orders * 2")),
                        customers.subList(5, 30),
                        20),
                scene.release(TrainingScene.named(wide, "ts_wide", Map.of()), places, 60));
        List<RandomLabel> labels = labels(random, views);
        List<Row> rows = new ArrayList<>(labels.stream().map(RandomLabel::row).toList());
        scene.write("one", COLUMNS, rows, 1, "parquet");
        Collections.shuffle(rows, random);
        scene.write("other", COLUMNS, rows, 5, "parquet");
        List<String> names = List.of("ts_activity", "ts_more", "ts_wide");

        for (String as : List.of("defined", "served")) {
            TrainingSetResult merged = scene.build(
                    TrainingScene.request("ts_rows_" + as, names, labels("one"), as, "flag", "merge", "r1" + as));
            TrainingSetResult united = scene.build(
                    TrainingScene.request("ts_rows_" + as, names, labels("other"), as, "flag", "union", "r2" + as));
            assertThat(merged.rows()).isEqualTo(LABELS);
            assertThat(united.contentHash()).as(as).isEqualTo(merged.contentHash());
            assertThat(united.trainingSet()).isEqualTo("ts_rows_" + as + "-000002");
            Map<String, Map<String, String>> built = scene.rows(merged);
            for (int v = 0; v < views.size(); v++) {
                compare(views.get(v), labels, built, as, merged.counts().get(v));
            }
        }
    }

    private static LabelsInput labels(String path) {
        return new LabelsInput(null, path, "id", KEYS, "at");
    }

    private static void compare(
            Released view,
            List<RandomLabel> labels,
            Map<String, Map<String, String>> built,
            String as,
            TrainingCounts counts) {
        String name = view.view().view();
        List<Label> known = new ArrayList<>();
        long withoutKey = 0;
        long withoutTimestamp = 0;
        for (RandomLabel label : labels) {
            EntityKey key = key(view.plan(), label);
            withoutKey += key == null ? 1 : 0;
            withoutTimestamp += label.at() == null ? 1 : 0;
            // What has no instant sees nothing: as a label without a key does.
            known.add(label.at() == null ? new Label(label.id(), null, 0) : new Label(label.id(), key, label.at()));
        }
        PointInTimeJoin naive = new PointInTimeJoin(
                view.plan(), new CertifiedRange(TrainingScene.FROM, TrainingScene.THROUGH), Beyond.FLAG);
        List<JoinedRow> joined = as.equals("defined")
                ? naive.asDefined(known, view.points())
                : naive.asServed(known, view.writes(), view.swaps());
        long before = 0;
        long after = 0;
        int matches = 0;
        for (int i = 0; i < joined.size(); i++) {
            JoinedRow expected = joined.get(i);
            Map<String, String> row = built.get(expected.rowId());
            for (int f = 0; f < expected.values().length; f++) {
                String feature = view.plan().features().get(f).feature().name();
                String column = row.containsKey(feature) ? feature : name + "__" + feature;
                DataType type = view.plan().features().get(f).type();
                assertThat(row.get(column))
                        .as("%s %s %s of %s, seed %d", as, name, column, expected.rowId(), SEED)
                        .isEqualTo(TrainingScene.text(RowValues.toSpark(type, expected.values()[f])));
            }
            long latest = Arrays.stream(expected.timestamps()).max().orElseThrow();
            matches += latest == ChangePoint.NEVER ? 0 : 1;
            assertThat(row.get(name + "__feature_timestamp"))
                    .as("%s %s of %s, seed %d", as, name, expected.rowId(), SEED)
                    .isEqualTo(
                            latest == ChangePoint.NEVER
                                    ? "null"
                                    : Instant.ofEpochMilli(latest).toString());
            String beyond = labels.get(i).at() == null
                    ? "no timestamp"
                    : switch (expected.coverage()) {
                        case BEFORE_CERTIFIED -> "before";
                        case AFTER_CERTIFIED -> "after";
                        case CERTIFIED -> "null";
                    };
            before += beyond.equals("before") ? 1 : 0;
            after += beyond.equals("after") ? 1 : 0;
            assertThat(row.get(name + "__beyond_certified")).isEqualTo(beyond);
        }
        assertThat(matches).as("the test compares something").isGreaterThan(LABELS / 4);
        assertThat(counts).isEqualTo(new TrainingCounts(name, withoutKey, withoutTimestamp, before, after));
    }

    private static @Nullable EntityKey key(ViewPlan plan, RandomLabel label) {
        if (plan.entity().keys().size() == 1) {
            return label.customer() == null ? null : EntityKey.of(plan.entity().keys(), List.of(label.customer()));
        }
        return label.place() == null || label.since() == null
                ? null
                : EntityKey.of(plan.entity().keys(), List.of(label.place(), (int)
                        label.since().toEpochDay()));
    }

    private static List<EntityKey> customers(int count) {
        List<Column> keys = TestingViews.activity(null, null).entity().keys();
        List<EntityKey> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            all.add(EntityKey.of(keys, List.of(i)));
        }
        return all;
    }

    private static List<EntityKey> places(int count) {
        List<Column> keys = TestingViews.wide(List.of(DataType.INT)).entity().keys();
        List<EntityKey> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(EntityKey.of(keys, List.of("place" + i % 4, 20_000 + i / 4)));
        }
        return all;
    }

    /** Many at instants of change points, many alike, some of nobody, some without key or instant, some beyond. */
    private static List<RandomLabel> labels(Random random, List<Released> views) {
        List<RandomLabel> labels = new ArrayList<>();
        for (int i = 0; i < LABELS; i++) {
            long at = TrainingScene.FROM - 20 * DAY + random.nextInt(110) * DAY + random.nextInt(6) * 1000L;
            if (random.nextInt(3) == 0) {
                Released of = views.get(random.nextInt(views.size()));
                at = of.points().get(random.nextInt(of.points().size())).point().timestamp() + random.nextInt(3) - 1;
            }
            labels.add(new RandomLabel(
                    "r" + i,
                    random.nextInt(20) == 0 ? null : (long) random.nextInt(33),
                    random.nextInt(20) == 0 ? null : "place" + random.nextInt(5),
                    random.nextInt(20) == 0 ? null : LocalDate.ofEpochDay(20_000 + random.nextInt(3)),
                    random.nextInt(50) == 0 ? null : at,
                    random.nextBoolean()));
        }
        return labels;
    }

    @Test
    void oneRunBuildsOnceAndANewReleaseChangesNoOldSet() {
        TrainingScene scene = new TrainingScene(SEED, folder);
        ViewPlan plan = TrainingScene.named(TestingViews.activity(null, null), "ts_again", Map.of());
        scene.release(plan, customers(5), 20);
        scene.table("labels.ts_again", COLUMNS, twenty());
        LabelsInput labels = new LabelsInput("labels.ts_again", null, null, List.of("customer=customer"), "at");
        var request = TrainingScene.request("ts_again", List.of("ts_again"), labels, "defined", "error", "merge", "a");
        var pinned = scene.activities().plan(request);
        TrainingSetResult first = scene.activities().build(pinned);
        assertThat(scene.activities().build(pinned)).as("the same run").isEqualTo(first);

        scene.release(plan, customers(5), 20);
        scene.table("labels.ts_again", COLUMNS, twenty());
        TrainingSetResult again = scene.activities()
                .build(new io.sluice.workflows.training.TrainingPlan(
                        TrainingScene.request(
                                "ts_again", List.of("ts_again"), labels, "defined", "error", "union", "b"),
                        pinned.views(),
                        pinned.labelSnapshotId()));
        assertThat(again.contentHash()).as("the same releases and labels").isEqualTo(first.contentHash());
        TrainingSetResult newer = scene.build(
                TrainingScene.request("ts_again", List.of("ts_again"), labels, "defined", "error", "merge", "c"));
        assertThat(newer.releases()).containsExactly("ts_again@v1-000002");
        assertThat(newer.rows()).isEqualTo(40);
        assertThat(newer.contentHash()).isNotEqualTo(first.contentHash());
        assertThat(scene.rows(first)).as("read at its tag").hasSize(20);
        assertThat(new SystemTables(TestingLake.shared().lake())
                        .trainingSets()
                        .scan(org.apache.iceberg.expressions.Expressions.equal("name", "ts_again")))
                .extracting(row -> row.trainingSet() + " " + row.run() + " " + row.rows())
                .containsExactlyInAnyOrder("ts_again-000001 a 20", "ts_again-000002 b 20", "ts_again-000003 c 40");
    }

    private static List<Row> twenty() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // Each twice, so that names made of the content have to tell them apart.
            rows.add(TrainingScene.rowOf(
                    null, (long) (i / 2), "x", null, Instant.ofEpochMilli(TrainingScene.FROM + i / 2 * DAY), true));
        }
        return rows;
    }
}
