package io.sluice.activities.online.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.reader.NothingMaterializedException;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.FeatureReading;
import io.sluice.definitions.online.OnlineRecord;
import io.sluice.definitions.online.OnlineStatus;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaterializerTest {
    private static final Instant AS_OF = Instant.parse("2010-12-08T12:30:00Z");
    private static final long FAR = Instant.parse("2010-12-15T10:00:00Z").toEpochMilli();

    @TempDir
    Path folder;

    private final ViewPlan plan = TestingViews.activity(null, Duration.ofDays(2));
    private final TestingReleases releases = new TestingReleases();
    private final OnlineStore store = new InMemoryOnlineStore();
    private Lake lake;
    private Materializer materializer;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        materializer = new Materializer(store, releases, lake, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void writesTheLastRowAtTheAsOfInstantAndNoLaterOne() {
        release(
                AS_OF,
                row("2010-12-08T10:00:00Z", 1, 4),
                row("2010-12-08T12:00:00Z", 1, 5),
                row("2010-12-08T12:30:00Z", 2, 6),
                row("2010-12-08T12:30:00.001Z", 2, 7),
                row("2010-12-08T13:00:00Z", 1, 8));
        assertThat(run("FULL").applied()).as("two entities, two slots each").isEqualTo(4);
        assertThat(orders(1, AS_OF).value()).isEqualTo(5L);
        assertThat(orders(2, AS_OF).value()).isEqualTo(6L);
    }

    @Test
    void findsEntitiesThatWereQuietSinceLastMonthByTheirCarryRow() {
        release(AS_OF, carry("2010-12-01", row("2010-11-20T10:00:00Z", 1, 3)), row("2010-12-02T10:00:00Z", 2, 1));
        run("FULL");
        assertThat(orders(1, AS_OF).value()).isEqualTo(3L);
        assertThat(orders(1, AS_OF).timestamp()).isEqualTo(at("2010-11-20T10:00:00Z"));
        assertThat(orders(3, AS_OF).status()).isEqualTo(OnlineStatus.MISSING);
        assertThat(orders(3, AS_OF).value()).as("the null policy").isEqualTo(0L);
    }

    @Test
    void promisesAHoppingWindowOnlyToTheNextHopAndALatestValueUntilItExpires() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        run("FULL");
        assertThat(orders(1, AS_OF).validUntil()).isEqualTo(at("2010-12-08T13:00:00Z"));
        assertThat(country(1, AS_OF).validUntil()).isEqualTo(FAR);
        assertThat(orders(1, Instant.parse("2010-12-08T12:59:59.999Z")).settled())
                .isTrue();
        FeatureReading due = orders(1, Instant.parse("2010-12-08T13:00:00Z"));
        assertThat(due.settled()).isFalse();
        assertThat(due.status()).isEqualTo(OnlineStatus.PRESENT);
        assertThat(orders(1, Instant.parse("2010-12-10T12:59:59.999Z")).status())
                .isEqualTo(OnlineStatus.PRESENT);
        assertThat(orders(1, Instant.parse("2010-12-10T13:00:00Z")).status()).isEqualTo(OnlineStatus.STALE);
        assertThat(country(1, Instant.parse("2010-12-10T13:00:00Z")).settled()).isTrue();
    }

    @Test
    void writesOnlyWhatDiffersAndStillVouchesForTheRest() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4), row("2010-12-08T10:00:00Z", 2, 9));
        run("FULL");
        Instant later = Instant.parse("2010-12-10T00:00:00Z");
        release(later, row("2010-12-09T10:00:00Z", 1, 5));
        assertThat(run("INCREMENTAL")).isEqualTo(new MaterializationCounts(2, 0, 0, 0, 0, 0));
        assertThat(orders(1, later).value()).isEqualTo(5L);
        assertThat(orders(2, later).value()).isEqualTo(9L);
        assertThat(orders(2, later).settled()).as("unchanged is known to hold").isTrue();
        assertThat(record(2, later).release()).isEqualTo("activity@v1-000002");
    }

    @Test
    void isDoneWhenItIsRepeated() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        MaterializationPlan planned = plan("FULL", null);
        MaterializationCounts first = materialize(planned);
        MaterializationCounts second = materialize(planned);
        materializer.activate(planned);
        String pointer = store.pointer("activity").orElseThrow();
        materializer.activate(planned);
        assertThat(first.applied()).isEqualTo(2);
        assertThat(second).isEqualTo(new MaterializationCounts(0, 2, 0, 0, 2, 0));
        assertThat(materialize(planned).applied()).isZero();
        assertThat(store.pointer("activity")).contains(pointer);
    }

    @Test
    void endsEntitiesWhoseWindowsEmptiedAMonthAgo() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4), row("2010-12-08T10:00:00Z", 2, 4));
        run("FULL");
        Instant january = Instant.parse("2011-01-02T00:00:00Z");
        release(january, row("2010-12-20T10:00:00Z", 1, 0), carry("2011-01-01", row("2010-12-08T10:00:00Z", 2, 4)));
        MaterializationCounts counts = run("INCREMENTAL");
        assertThat(counts.removed()).isEqualTo(2);
        assertThat(orders(1, january).status()).isEqualTo(OnlineStatus.MISSING);
        assertThat(orders(2, january).value()).isEqualTo(4L);
    }

    @Test
    void letsACorrectionOfAnOldDayArrive() {
        release(AS_OF, row("2010-12-03T10:00:00Z", 1, 4), row("2010-12-07T10:00:00Z", 2, 4));
        run("FULL");
        release(AS_OF, row("2010-12-03T10:00:00Z", 1, 7));
        assertThat(run("INCREMENTAL").applied()).isEqualTo(2);
        assertThat(orders(1, AS_OF).value()).isEqualTo(7L);
        assertThat(orders(1, AS_OF).timestamp()).isEqualTo(at("2010-12-03T10:00:00Z"));
    }

    @Test
    void showsARebuiltGenerationOnlyWhenItIsComplete() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        run("FULL");
        MaterializationPlan rebuild = plan("REBUILD", null);
        assertThat(rebuild.generation()).isEqualTo(2);
        assertThat(materialize(rebuild)).isEqualTo(new MaterializationCounts(2, 0, 0, 0, 2, 0));
        assertThat(view().live().target().generation()).isEqualTo(1);
        materializer.activate(rebuild);
        assertThat(view().live().target().generation()).isEqualTo(2);
        assertThat(orders(1, AS_OF).value()).isEqualTo(4L);
    }

    @Test
    void startsANewGenerationForANewDefinition() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        run("FULL");
        Table second = lake.loadOrCreate(TableLayouts.view(plan, "v2"));
        releases.add(
                plan,
                "v2",
                TestingTables.replaceDays(second, plan, List.of(row("2010-12-08T10:00:00Z", 1, 5))),
                AS_OF,
                Map.of());
        assertThat(plan("INCREMENTAL", null).generation()).isEqualTo(2);
        run("INCREMENTAL");
        assertThat(orders(1, AS_OF).value()).isEqualTo(5L);
        assertThat(view().live().definitionVersion()).isEqualTo("v2");
    }

    @Test
    void countsEverySlotThatDiffersFromTheRelease() {
        release(
                AS_OF,
                row("2010-12-08T10:00:00Z", 1, 4),
                row("2010-12-08T10:00:00Z", 2, 5),
                row("2010-12-08T10:00:00Z", 3, 6));
        run("FULL");
        assertThat(materialize(plan("VERIFY", null))).isEqualTo(new MaterializationCounts(0, 0, 0, 0, 6, 0));
        String lost = key(1).encoded();
        String forged = key(2).encoded();
        store.remove("activity", 1, List.of(lost));
        StoredSlot slot = store.read("activity", 1, List.of(forged)).get(0).get("sales");
        byte[] newer = slot.version().clone();
        newer[0]++;
        store.write(new SlotBatch("activity", 1, null, List.of(new SlotWrite(forged, "sales", newer, slot.row()))));
        assertThat(materialize(plan("VERIFY", null))).isEqualTo(new MaterializationCounts(0, 0, 0, 0, 3, 3));
    }

    @Test
    void bringsBackWhatTheStoreLetGoOfInAViewWithATimeToLive() {
        ViewPlan shortLived = TestingViews.activity(Duration.ofDays(30), null);
        Table table = lake.loadOrCreate(TableLayouts.view(shortLived, "v1"));
        List<ViewRow> rows = List.of(row("2010-12-08T10:00:00Z", 1, 4), row("2010-12-08T10:00:00Z", 2, 5));
        String snapshot = TestingTables.replaceDays(table, shortLived, rows);
        releases.add(shortLived, "v1", snapshot, AS_OF, Map.of());
        run("FULL");
        store.remove("activity", 1, List.of(key(1).encoded()));
        releases.add(shortLived, "v1", snapshot, AS_OF.plusSeconds(60), Map.of());
        assertThat(run("INCREMENTAL")).isEqualTo(new MaterializationCounts(2, 0, 0, 0, 0, 0));
        assertThat(orders(1, AS_OF).value()).isEqualTo(4L);
    }

    @Test
    void neverWritesBeyondNow() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4), row("2010-12-08T12:00:00Z", 1, 5));
        Clock earlier = Clock.fixed(Instant.parse("2010-12-08T11:00:00Z"), ZoneOffset.UTC);
        materializer = new Materializer(store, releases, lake, earlier);
        run("FULL");
        assertThat(orders(1, earlier.instant()).value()).isEqualTo(4L);
    }

    @Test
    void refusesWhatCannotBePlannedWithASentence() {
        assertThatThrownBy(() -> plan("FULL", null))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("View activity has no release yet: run MergedViewPublish first");
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        assertThatThrownBy(() -> plan("FUL", null)).hasMessageContaining("did you mean FULL?");
        assertThatThrownBy(() -> plan("VERIFY", null))
                .hasMessageContaining("Nothing of view activity is in the online store");
        assertThatThrownBy(() -> plan("FULL", "activity@v1-000009"))
                .hasMessageContaining("View activity has no release activity@v1-000009");
        assertThatThrownBy(this::view).isInstanceOf(NothingMaterializedException.class);
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        run("FULL");
        assertThatThrownBy(() -> plan("FULL", "activity@v1-000001")).hasMessageContaining("use Rollback");
    }

    @Test
    void refusesAPlanThatAnotherRunHasOvertaken() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        run("FULL");
        MaterializationPlan slow = plan("FULL", null);
        release(AS_OF, row("2010-12-08T11:00:00Z", 1, 5));
        run("INCREMENTAL");
        assertThatThrownBy(() -> materialize(slow)).hasMessageContaining("start OnlineMaterialization again");
        assertThatThrownBy(() -> materializer.activate(slow)).isInstanceOf(ApplicationFailure.class);
        assertThat(orders(1, AS_OF).value()).isEqualTo(5L);
    }

    @Test
    void loadsEverythingAgainWhenTheStoreWasEmptiedMeanwhile() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4), row("2010-12-08T10:00:00Z", 2, 5));
        run("FULL");
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 6), row("2010-12-08T10:00:00Z", 2, 5));
        MaterializationPlan planned = plan("INCREMENTAL", null);
        LossyStore lossy = new LossyStore();
        Materializer other = new Materializer(lossy, releases, lake, Clock.systemUTC());
        MaterializationCounts counts = other.materialize(planned, null, progress -> lossy.loseOnce());
        assertThat(counts.verified()).as("two entities, two slots each").isEqualTo(4);
        other.activate(planned);
        assertThat(new OnlineReader(lossy)
                        .read(new OnlineReader(lossy).view("activity"), key(2), AS_OF)
                        .isKnown())
                .isTrue();
    }

    @Test
    void doesNotActivateWhatTheStoreLost() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        MaterializationPlan planned = plan("FULL", null);
        materialize(planned);
        Materializer other = new Materializer(new InMemoryOnlineStore(), releases, lake, Clock.systemUTC());
        assertThatThrownBy(() -> other.activate(planned)).hasMessageContaining("lost its pointer of view activity");
    }

    @Test
    void givesUpOnAStoreThatLosesWhatIsWritten() {
        release(AS_OF, row("2010-12-08T10:00:00Z", 1, 4));
        LossyStore lossy = new LossyStore();
        Materializer other = new Materializer(lossy, releases, lake, Clock.systemUTC());
        assertThatThrownBy(() -> other.materialize(plan("FULL", null), null, progress -> lossy.lose()))
                .hasMessageContaining("the store loses keys");
    }

    @Test
    void readsNoPointerOfANewerFormat() {
        store.swapPointer("activity", Optional.empty(), "{\"format\": 2}");
        assertThatThrownBy(this::view).hasMessageContaining("format 2").hasMessageContaining("activity");
        assertThatThrownBy(() -> PointerJson.read("activity", "live")).hasMessageContaining("not what Sluice writes");
    }

    private void release(Instant certifiedThrough, ViewRow... rows) {
        Table table = lake.loadOrCreate(TableLayouts.view(plan, "v1"));
        releases.add(plan, "v1", TestingTables.replaceDays(table, plan, List.of(rows)), certifiedThrough, Map.of());
    }

    private static ViewRow row(String instant, long customer, long orders) {
        long time = at(instant);
        boolean empty = orders == 0;
        ChangePoint point = new ChangePoint(
                time, new Object[] {orders, empty ? "nowhere" : "NL"}, new long[] {time, time}, new long[] {
                    empty ? ChangePoint.NONE : FAR, FAR
                });
        return new ViewRow(
                LocalDate.ofInstant(Instant.parse(instant), ZoneOffset.UTC), List.of(customer), false, point);
    }

    private static ViewRow carry(String day, ViewRow row) {
        return new ViewRow(LocalDate.parse(day), row.keys(), true, row.point());
    }

    private MaterializationPlan plan(String mode, @Nullable String release) {
        return materializer.plan(Requests.of("activity", mode, release));
    }

    private MaterializationCounts run(String mode) {
        MaterializationPlan planned = plan(mode, null);
        MaterializationCounts counts = materialize(planned);
        materializer.activate(planned);
        boolean fresh = planned.previousAsOf() < 0;
        return fresh
                ? new MaterializationCounts(counts.applied(), counts.same(), counts.older(), counts.removed(), 0, 0)
                : counts;
    }

    private MaterializationCounts materialize(MaterializationPlan planned) {
        return materializer.materialize(planned, null, progress -> {});
    }

    private ServedView view() {
        return new OnlineReader(store).view("activity");
    }

    private FeatureReading orders(long customer, Instant at) {
        return record(customer, at).reading();
    }

    private OnlineRecord record(long customer, Instant at) {
        return new OnlineReader(store).read(view(), key(customer), at).records().get(0);
    }

    private FeatureReading country(long customer, Instant at) {
        return new OnlineReader(store)
                .read(view(), key(customer), at)
                .records()
                .get(1)
                .reading();
    }

    private EntityKey key(long customer) {
        return EntityKey.of(plan.entity().keys(), List.of(customer));
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
