package io.sluice.activities.online.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.materialize.load.Progress;
import io.sluice.activities.online.reader.OnlineEntity;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.FeatureReading;
import io.sluice.definitions.online.OnlineStatus;
import io.sluice.workflows.online.MaterializationPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any series of releases, corrections of old days, runs that die and runs that are given up leaves in the store what the view
 * says at the last as-of: compared with a loop over all change points.
 */
final class MaterializationPropertyTest {
    private static final Instant START = Instant.parse("2010-11-20T00:00:00Z");
    private static final int ENTITIES = 12;

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void openLake() {
        lake = Lake.open(LakeConfig.embedded(folder));
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void holdsWhatTheViewSaysAfterAnySeriesOfRuns() {
        for (int round = 0; round < 3; round++) {
            long seed = new Random().nextLong();
            try {
                new Series(new Random(seed), "r" + round).run();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Thrown in the middle of a run, like a process that dies. */
    private static final class Died extends RuntimeException {}

    /** One series of releases over a view whose change points are kept here too. */
    private final class Series {
        private final Random random;
        private final ViewPlan plan;
        private final Table table;
        private final TestingReleases releases = new TestingReleases();
        private final OnlineStore store = new InMemoryOnlineStore();
        private final Materializer materializer;
        private final Map<Long, TreeMap<Long, ChangePoint>> points = new HashMap<>();
        private Instant through = START;

        Series(Random random, String version) {
            this.random = random;
            Duration ttl = random.nextBoolean() ? null : Duration.ofDays(30);
            this.plan = TestingViews.activity(ttl, Duration.ofDays(2));
            this.table = lake.loadOrCreate(TableLayouts.view(plan, version));
            this.version = version;
            this.materializer = new Materializer(store, releases, lake, Clock.systemUTC());
        }

        private final String version;

        void run() {
            release(LocalDate.ofInstant(START, ZoneOffset.UTC));
            complete("INCREMENTAL");
            for (int step = 0; step < 7; step++) {
                change();
                switch (random.nextInt(6)) {
                    case 0 -> giveUp();
                    case 1 -> complete("FULL");
                    case 2 -> complete("REBUILD");
                    default -> complete("INCREMENTAL");
                }
            }
            complete("INCREMENTAL");
            MaterializationPlan verify = plan("VERIFY");
            assertThat(materializer.materialize(verify, null, progress -> {}).different())
                    .isZero();
        }

        /** More days, sometimes a month, or a correction of days that were there. */
        private void change() {
            LocalDate from = LocalDate.ofInstant(through, ZoneOffset.UTC);
            if (random.nextInt(3) > 0) {
                int hours = random.nextInt(8) == 0 ? 30 * 24 : 1 + random.nextInt(60);
                Instant next = through.plus(Duration.ofHours(hours));
                for (int i = random.nextInt(12); i > 0; i--) {
                    add(between(through, next));
                }
                through = next;
            } else {
                Instant old = between(START, through);
                from = LocalDate.ofInstant(old, ZoneOffset.UTC);
                long millis = old.toEpochMilli();
                points.values().forEach(known -> {
                    if (random.nextInt(4) == 0) {
                        known.tailMap(millis).clear();
                    }
                });
                add(old);
            }
            release(from);
        }

        private Instant between(Instant from, Instant to) {
            long span = Math.max(1, to.toEpochMilli() - from.toEpochMilli());
            return from.plusMillis((long) (random.nextDouble() * span));
        }

        private void add(Instant at) {
            long millis = at.toEpochMilli();
            boolean empty = random.nextInt(3) == 0;
            ChangePoint point = new ChangePoint(
                    millis,
                    new Object[] {empty ? 0L : (long) random.nextInt(5), empty ? "nowhere" : "NL"},
                    new long[] {millis, empty ? ChangePoint.NEVER : millis},
                    new long[] {ChangePoint.NONE, random.nextBoolean() ? ChangePoint.NONE : millis + 86_400_000L * 40});
            points.computeIfAbsent((long) random.nextInt(ENTITIES), entity -> new TreeMap<>())
                    .put(millis, point);
        }

        /** Writes the days from {@code from} on and releases them. */
        private void release(LocalDate from) {
            List<ViewRow> rows = new ArrayList<>();
            LocalDate last = LocalDate.ofInstant(through, ZoneOffset.UTC);
            for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
                rows.addAll(rowsOf(day));
            }
            // a partition is replaced by rows only, and a day without any keeps a row of an entity that nobody reads
            for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
                rows.add(new ViewRow(day, List.of(-1L), false, never()));
            }
            String snapshot = TestingTables.replaceDays(table, plan, rows);
            releases.add(plan, version, snapshot, through, Map.of());
        }

        private ChangePoint never() {
            return new ChangePoint(
                    Instant.parse("2100-01-01T00:00:00Z").toEpochMilli(),
                    new Object[] {0L, ""},
                    new long[] {0, 0},
                    new long[] {0, 0});
        }

        private List<ViewRow> rowsOf(LocalDate day) {
            List<ViewRow> rows = new ArrayList<>();
            long start = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            points.forEach((entity, known) -> {
                known.subMap(start, start + 86_400_000L)
                        .values()
                        .forEach(point -> rows.add(new ViewRow(day, List.of(entity), false, point)));
                if (day.getDayOfMonth() == 1
                        && inForce(entity, start - 1) != null
                        && !empty(inForce(entity, start - 1))) {
                    rows.add(new ViewRow(day, List.of(entity), true, inForce(entity, start - 1)));
                }
            });
            return rows;
        }

        private @Nullable ChangePoint inForce(long entity, long instant) {
            Map.Entry<Long, ChangePoint> entry =
                    points.getOrDefault(entity, new TreeMap<>()).floorEntry(instant);
            return entry == null ? null : entry.getValue();
        }

        private static boolean empty(ChangePoint point) {
            return point.timestamps()[1] == ChangePoint.NEVER;
        }

        private MaterializationPlan plan(String mode) {
            return materializer.plan(Requests.of("activity", mode, null));
        }

        private void giveUp() {
            MaterializationPlan plan = plan("INCREMENTAL");
            dying(() -> materializer.materialize(plan, null, this::maybeDie));
        }

        private void complete(String mode) {
            MaterializationPlan plan = plan(mode);
            while (dying(() -> materializer.materialize(plan, null, this::maybeDie))) {
                // as a retry of the activity
            }
            materializer.activate(plan);
            materializer.activate(plan);
            check();
        }

        private void maybeDie(Progress progress) {
            if (random.nextInt(4) == 0) {
                throw new Died();
            }
        }

        private boolean dying(Runnable work) {
            try {
                work.run();
                return false;
            } catch (Died e) {
                return true;
            }
        }

        private void check() {
            OnlineReader reader = new OnlineReader(store);
            ServedView view = reader.view("activity");
            for (long entity = 0; entity < ENTITIES; entity++) {
                EntityKey key = EntityKey.of(view.keys(), List.of(entity));
                OnlineEntity read = reader.read(view, key, through);
                ChangePoint expected = expected(entity);
                FeatureReading orders = read.records().get(0).reading();
                FeatureReading country = read.records().get(1).reading();
                if (expected == null) {
                    assertThat(orders.status()).as("entity %d", entity).isEqualTo(OnlineStatus.MISSING);
                    assertThat(orders.value()).isEqualTo(0L);
                    assertThat(country.value()).isEqualTo("nowhere");
                } else {
                    assertThat(orders.value()).as("entity %d", entity).isEqualTo(expected.values()[0]);
                    assertThat(orders.timestamp()).isEqualTo(expected.timestamps()[0]);
                    assertThat(country.value()).isEqualTo(expected.values()[1]);
                    assertThat(country.timestamp()).isEqualTo(expected.timestamps()[1]);
                    assertThat(country.validUntil())
                            .isEqualTo(empty(expected) ? ChangePoint.NONE : expected.validUntil()[1]);
                }
            }
            ReleasedView newest = releases.newest("activity").orElseThrow();
            assertThat(view.live().target().release()).isEqualTo(newest.release());
        }

        /** The last change point, unless it is of an earlier month and says that there is nothing. */
        private @Nullable ChangePoint expected(long entity) {
            ChangePoint last = inForce(entity, through.toEpochMilli());
            LocalDate month = LocalDate.ofInstant(through, ZoneOffset.UTC).withDayOfMonth(1);
            long start = month.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            return last == null || (last.timestamp() < start && empty(last)) ? null : last;
        }
    }
}
