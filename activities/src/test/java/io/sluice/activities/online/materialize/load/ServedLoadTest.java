package io.sluice.activities.online.materialize.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.materialize.Materializer;
import io.sluice.activities.online.materialize.Requests;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedHistory;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.join.CertifiedRange;
import io.sluice.definitions.join.CertifiedRange.Beyond;
import io.sluice.definitions.join.JoinedRow;
import io.sluice.definitions.join.Label;
import io.sluice.definitions.join.PointInTimeJoin;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workflows.online.MaterializationPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What materialisations leave in {@code served.activity}, whatever becomes of them. */
final class ServedLoadTest {
    private static final Instant AS_OF = Instant.parse("2010-12-08T12:30:00Z");
    private static final String VIEW = "activity";

    /** The beat between the only write of a run and its append. */
    private static final int AFTER_WRITE = 2;

    @TempDir
    Path folder;

    private final ViewPlan plan = TestingViews.activity(null, null);
    private final TestingReleases releases = new TestingReleases();
    private final OnlineStore store = new InMemoryOnlineStore();
    private Lake lake;
    private Materializer materializer;
    private ServedArchive archive;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        materializer = new Materializer(store, releases, lake, Clock.systemUTC());
        archive = new ServedArchive(lake, VIEW);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void holdsEveryWriteOnceWithTheInstantOfTheStoreHoweverOftenARunDies() {
        MaterializationPlan first = release(4);
        int beat = 0;
        while (diesAt(++beat, first)) {
            assertThat(beat).isLessThan(20);
        }
        assertThat(beat)
                .as("it died before the write, before the append and after it")
                .isGreaterThan(3);
        materializer.activate(first);
        run(first);
        run(first);
        assertThat(writes()).extracting(ServedRow::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(archive.read("v1")).filteredOn(row -> !row.isWrite()).hasSize(1);
        assertThat(writes()).allSatisfy(row -> assertThat(row.appliedAt()).isEqualTo(appliedAt(row)));

        run(release(5));
        assertThat(writes()).extracting(ServedRow::id).doesNotHaveDuplicates().hasSize(4);
        assertThat(archive.read("v1")).filteredOn(row -> !row.isWrite()).hasSize(2);
    }

    @Test
    void holdsWhatARunHasWrittenThatWasGivenUp() {
        run(release(4));
        MaterializationPlan abandoned = release(5);
        assertThat(diesAt(AFTER_WRITE, abandoned)).isTrue();
        assertThat(writes()).hasSize(2);
        run(release(6));
        assertThat(writes())
                .extracting(row -> row.id().version().major())
                .containsExactlyInAnyOrder(1L, 1L, 2L, 2L, 3L, 3L);
        assertThat(writes()).extracting(ServedRow::id).doesNotHaveDuplicates();
    }

    @Test
    void aTrainingRowSeesWhatWasServedAtItsInstantAndNothingLater() {
        run(release(4));
        long first = writes().get(0).appliedAt();
        while (System.currentTimeMillis() <= first + 1) {
            Thread.onSpinWait();
        }
        run(release(5));
        long second = writes().stream().mapToLong(ServedRow::appliedAt).max().orElseThrow();

        assertThat(served(first - 1)).isEqualTo(0L);
        assertThat(served(second - 1)).isEqualTo(4L);
        assertThat(served(second)).isEqualTo(5L);
    }

    private Object served(long instant) {
        ServedHistory history = new ServedHistory(plan, archive.read("v1"));
        EntityKey customer = EntityKey.of(plan.entity().keys(), List.of(7L));
        List<JoinedRow> rows = new PointInTimeJoin(plan, new CertifiedRange(0, Long.MAX_VALUE), Beyond.ERROR)
                .asServed(List.of(new Label("r", customer, instant)), history.writes(), history.swaps());
        return rows.get(0).values()[0];
    }

    /** Whether a run that ends at a beat had as many. */
    private boolean diesAt(int beat, MaterializationPlan planned) {
        AtomicInteger beats = new AtomicInteger();
        try {
            materializer.materialize(planned, null, progress -> {
                if (beats.incrementAndGet() == beat) {
                    throw new CancellationException();
                }
            });
            return false;
        } catch (CancellationException died) {
            return true;
        }
    }

    private List<ServedRow> writes() {
        return archive.read("v1").stream().filter(ServedRow::isWrite).toList();
    }

    private long appliedAt(ServedRow row) {
        return store.read(VIEW, 1, List.of(row.id().entity()))
                .get(0)
                .get(row.id().slot())
                .appliedAt();
    }

    private MaterializationPlan release(long orders) {
        long time = AS_OF.toEpochMilli();
        ChangePoint point =
                new ChangePoint(time, new Object[] {orders, "NL" + orders}, new long[] {time, time}, new long[] {
                    ChangePoint.NONE, ChangePoint.NONE
                });
        ViewRow row = new ViewRow(LocalDate.parse("2010-12-08"), List.of(7L), false, point);
        releases.add(
                plan,
                "v1",
                TestingTables.replaceDays(lake.loadOrCreate(TableLayouts.view(plan, "v1")), plan, List.of(row)),
                AS_OF,
                Map.of());
        return materializer.plan(Requests.of(VIEW, "INCREMENTAL", null));
    }

    private void run(MaterializationPlan planned) {
        materializer.materialize(planned, null, progress -> {});
        materializer.activate(planned);
    }
}
