package io.sluice.activities.training;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.join.PointerSwap;
import io.sluice.definitions.join.ReleasedPoint;
import io.sluice.definitions.join.ServedWrite;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.View;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Releases with random change points and served values, labels, and the activities over them. */
final class TrainingScene implements RegisteredNames {
    /** A view with all that labels may meet. */
    record Released(ReleasedView view, List<ReleasedPoint> points, List<ServedWrite> writes, List<PointerSwap> swaps) {
        ViewPlan plan() {
            return view.plan();
        }
    }

    static final long FROM = Instant.parse("2026-01-20T00:00:00Z").toEpochMilli();
    static final long THROUGH = Instant.parse("2026-04-10T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;
    private static final String VERSION = "v1";

    private final Random random;
    private final Path folder;
    private final Lake lake = TestingLake.shared().lake();
    private final TestingReleases releases = new TestingReleases();
    private final List<String> features = new ArrayList<>();
    private final TrainingActivitiesImpl activities;

    TrainingScene(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
        this.activities = new TrainingActivitiesImpl(
                TestingLake.shared().spark(),
                lake,
                releases,
                this,
                BuildInfo.load(),
                Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC));
    }

    @Override
    public List<String> of(String kind) {
        return kind.equals("feature") ? features : List.copyOf(releases.views());
    }

    @Override
    public String folder() {
        return folder.toString();
    }

    /** Takes a feature from the registry. */
    void retire(String feature) {
        features.remove(feature);
    }

    TrainingActivitiesImpl activities() {
        return activities;
    }

    /** The plan under another name, with derived features. */
    static ViewPlan named(ViewPlan plan, String name, Map<String, String> derived) {
        List<FeaturePlan> all = new ArrayList<>(plan.features());
        derived.forEach((feature, expression) -> {
            Feature like = plan.features().get(0).feature();
            all.add(new FeaturePlan(
                    new Feature(
                            feature,
                            like.entity(),
                            null,
                            null,
                            List.of(),
                            null,
                            null,
                            null,
                            expression,
                            new Feature.NullPolicy(Feature.NullPolicy.Kind.NULL, null),
                            null,
                            6,
                            10_000,
                            true,
                            true,
                            null,
                            List.of(),
                            null),
                    DataType.BIGINT,
                    null,
                    -1));
        });
        View view = plan.view();
        View renamed = new View(
                name,
                view.entity(),
                all.stream().map(feature -> feature.feature().name()).toList(),
                null,
                null,
                view.materialization(),
                null,
                null,
                List.of(),
                null);
        return new ViewPlan(renamed, plan.entity(), all, plan.sources());
    }

    /** A release with random rows of some entities from January to April, and what was served of them. */
    Released release(ViewPlan plan, List<EntityKey> entities, int pointsEach) {
        plan.features().forEach(feature -> features.add(feature.feature().name()));
        List<ReleasedPoint> points = new ArrayList<>();
        for (EntityKey key : entities) {
            points.addAll(points(plan, key, pointsEach));
        }
        org.apache.iceberg.Table table = lake.loadOrCreate(TableLayouts.view(plan, VERSION));
        Collections.shuffle(points, random);
        String snapshot = TestingTables.replaceDays(
                table, plan, points.stream().map(point -> row(plan, point)).toList());
        ReleasedView view = releases.add(plan, VERSION, snapshot, Instant.ofEpochMilli(THROUGH), Map.of());
        appendRow(view);
        List<PointerSwap> swaps =
                List.of(new PointerSwap("v1/1", FROM + 3 * DAY), new PointerSwap("v1/2", FROM + 40 * DAY));
        return new Released(view, points, serve(plan, entities), swaps);
    }

    private void appendRow(ReleasedView view) {
        new SystemTables(lake)
                .releases()
                .append(
                        "release/" + view.view() + "/" + view.number(),
                        List.of(new ReleaseRow(
                                view.view(),
                                view.release(),
                                view.definitionVersion(),
                                view.number(),
                                "fingerprint",
                                "run",
                                view.table(),
                                view.snapshotId(),
                                Instant.ofEpochMilli(FROM),
                                Instant.ofEpochMilli(THROUGH),
                                null,
                                "hash",
                                null,
                                null,
                                Instant.EPOCH,
                                "{\"definitions\":[{\"kind\":\"feature\",\"name\":\"%s\",\"version\":\"v1\",\"fingerprint\":\"f\"}]}"
                                        .formatted(view.plan()
                                                .features()
                                                .get(0)
                                                .feature()
                                                .name()))));
    }

    private List<ReleasedPoint> points(ViewPlan plan, EntityKey key, int count) {
        TreeMap<Long, ChangePoint> own = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long at = FROM - 15 * DAY + random.nextInt(90) * DAY + random.nextInt(5) * 1000L;
            own.put(at, point(plan, at));
        }
        List<ReleasedPoint> points = new ArrayList<>();
        ChangePoint last = null;
        for (ChangePoint point : own.values()) {
            long month = Months.start(point.timestamp());
            if (last != null && Months.start(last.timestamp()) < month) {
                for (long carried = Months.next(last.timestamp()); carried <= month; carried = Months.next(carried)) {
                    points.add(new ReleasedPoint(key, carried, last));
                }
            }
            points.add(ReleasedPoint.of(key, point));
            if (random.nextInt(10) == 0) {
                points.add(ReleasedPoint.of(key, point));
            }
            last = point;
        }
        return points;
    }

    private ChangePoint point(ViewPlan plan, long at) {
        int size = plan.features().size();
        @Nullable Object[] values = new Object[size];
        long[] timestamps = new long[size];
        long[] untils = new long[size];
        Arrays.fill(untils, ChangePoint.NONE);
        for (int i = 0; i < size; i++) {
            values[i] =
                    random.nextInt(6) == 0 ? null : value(plan.features().get(i).type());
            timestamps[i] = i == 0 ? at : at - random.nextInt(1000);
        }
        return new ChangePoint(at, values, timestamps, untils);
    }

    private Object value(DataType type) {
        return switch (type.kind()) {
            case BIGINT -> random.nextLong(1000);
            case INT -> random.nextInt(1000);
            case DOUBLE -> random.nextInt(1000) / 8.0;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> "text " + random.nextInt(50);
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(10_000), type.scale());
            case TIMESTAMP -> FROM + random.nextInt(1_000_000);
            case DATE -> 20_000 + random.nextInt(100);
            case BINARY -> new byte[] {(byte) random.nextInt(100)};
            case ARRAY, VECTOR -> List.of(random.nextInt(9) / 2.0, random.nextInt(9) / 4.0);
            case STRUCT -> throw new IllegalArgumentException("Not in this test: " + type);
        };
    }

    private static ViewRow row(ViewPlan plan, ReleasedPoint point) {
        boolean carry = point.month() != Months.start(point.point().timestamp());
        long day = carry ? point.month() : point.point().timestamp();
        return new ViewRow(
                Instant.ofEpochMilli(day).atOffset(ZoneOffset.UTC).toLocalDate(),
                keys(plan, point.key()),
                carry,
                point.point());
    }

    static List<Object> keys(ViewPlan plan, EntityKey key) {
        return key.values().stream().map(part -> part.value()).toList();
    }

    /** Writes of two generations; some come late with an older version, some ended, some twice. */
    private List<ServedWrite> serve(ViewPlan plan, List<EntityKey> entities) {
        List<ServedWrite> writes = new ArrayList<>();
        List<ServedRow> rows = new ArrayList<>();
        for (EntityKey key : entities) {
            for (int source = 0; source < plan.sources().size(); source++) {
                for (int generation = 1; generation <= 2; generation++) {
                    for (int i = 0; i < 8; i++) {
                        add(plan, key, source, generation, writes, rows);
                    }
                }
            }
        }
        rows.add(ServedRow.swap(VERSION, 1, FROM + 3 * DAY, null));
        rows.add(ServedRow.swap(VERSION, 2, FROM + 40 * DAY, null));
        Collections.shuffle(rows, random);
        new ServedArchive(lake, plan.view().name()).append(rows, "test", null, "1");
        return writes;
    }

    private void add(
            ViewPlan plan, EntityKey key, int source, int generation, List<ServedWrite> writes, List<ServedRow> rows) {
        long at = FROM - 10 * DAY + random.nextInt(90) * DAY + random.nextInt(3);
        // one version is one content: the last digits tell versions apart
        long minor = (at + random.nextInt(5) * DAY) * 1000 + rows.size() % 1000;
        SlotVersion version = new SlotVersion(1 + random.nextInt(3), minor);
        List<FeaturePlan> of = plan.sources().get(source).inputs().stream()
                .map(Input::feature)
                .map(plan.features()::get)
                .toList();
        boolean ended = random.nextInt(8) == 0;
        @Nullable Object[] values = new Object[of.size()];
        long[] timestamps = new long[of.size()];
        long[] untils = new long[of.size()];
        Arrays.fill(untils, ChangePoint.NONE);
        for (int i = 0; i < values.length; i++) {
            values[i] = ended
                    ? NullFill.value(of.get(i).feature().nullPolicy(), of.get(i).type())
                    : value(of.get(i).type());
            timestamps[i] = ended ? ChangePoint.NEVER : at - 1000;
        }
        SlotRow row = new SlotRow(values, timestamps, untils);
        byte[] packed = ended
                ? new byte[0]
                : new SlotCodec(of.stream()
                                .map(feature ->
                                        new SlotFeature(feature.feature().name(), feature.type()))
                                .toList())
                        .encode(row);
        writes.add(new ServedWrite(key, source, "v1/" + generation, version, at, row));
        rows.add(ServedRow.write(
                VERSION, generation, plan.sources().get(source).source().name(), key.encoded(), version, at, packed));
        if (random.nextInt(5) == 0) {
            rows.add(ServedRow.write(
                    VERSION,
                    generation,
                    plan.sources().get(source).source().name(),
                    key.encoded(),
                    version,
                    at + DAY,
                    packed));
        }
    }

    /** Writes labels to {@code folder/name} in some files. */
    void write(String name, List<Column> columns, List<Row> rows, int files, String format) {
        TestingLake.shared().spark().run("labels", session -> {
            session.createDataFrame(rows, SparkTypes.of(columns))
                    .repartition(files)
                    .write()
                    .option("header", "true")
                    .format(format)
                    .save(folder.resolve(name).toString());
            return 0;
        });
    }

    /** Writes labels to a table of the lake. */
    void table(String name, List<Column> columns, List<Row> rows) {
        TestingLake.shared().spark().run("labels", session -> {
            lake.loadOrCreate(new io.sluice.activities.lake.TableLayout(
                    io.sluice.activities.lake.TableNames.parse(name),
                    io.sluice.activities.lake.IcebergTypes.schema(columns),
                    org.apache.iceberg.PartitionSpec.unpartitioned(),
                    Map.of()));
            try {
                session.createDataFrame(rows, SparkTypes.of(columns))
                        .writeTo(Lake.CATALOG + "." + name)
                        .append();
            } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
    }

    TrainingSetResult build(TrainingRequest request) {
        return activities.build(activities.plan(request));
    }

    static TrainingRequest request(
            String name, List<String> views, LabelsInput labels, String as, String beyond, String join, String run) {
        return new TrainingRequest(name, views, List.of(), labels, as, beyond, join, run, null, null);
    }

    /** The rows of a build by row id, each as texts by column. */
    Map<String, Map<String, String>> rows(TrainingSetResult result) {
        return TestingLake.shared()
                .spark()
                .run(
                        "read",
                        session -> read(session, result).stream()
                                .collect(Collectors.toMap(row -> row.getString(0), TrainingScene::texts)));
    }

    private static List<Row> read(SparkSession session, TrainingSetResult result) {
        return session.sql("SELECT * FROM %s.%s VERSION AS OF '%s'"
                        .formatted(Lake.CATALOG, result.table(), result.trainingSet()))
                .collectAsList();
    }

    private static Map<String, String> texts(Row row) {
        Map<String, String> texts = new HashMap<>();
        for (String column : row.schema().fieldNames()) {
            texts.put(column, text(row.getAs(column)));
        }
        return texts;
    }

    /** A value from Spark as text. */
    static String text(@Nullable Object value) {
        if (value instanceof scala.collection.Seq<?> list) {
            return scala.collection.JavaConverters.seqAsJavaList(list).toString();
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return String.valueOf(value);
    }

    static Row rowOf(@Nullable Object... values) {
        return RowFactory.create(values);
    }
}
