package io.sluice.activities.online.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.Mark;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.activities.online.reader.StreamedView;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.FeatureReading;
import io.sluice.definitions.online.OnlineStatus;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.workflows.online.MaterializationPlan;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view of a stream ({@code sales}) and a batch source ({@code profiles}), before and after its first release. */
final class StreamedViewTest {
    private static final Instant AS_OF = Instant.parse("2010-12-08T12:30:00Z");
    private static final String VIEW = "activity";
    private static final String STREAM = "sales";

    @TempDir
    Path folder;

    private final ViewPlan plan = TestingViews.streaming(TestingViews.activity(null, null), 1);
    private final EntityKey customer = EntityKey.of(plan.entity().keys(), List.of(7L));
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
    void isReadableBeforeItsFirstReleaseAndKeepsItsStreamsValuesWithIt() {
        assertThat(begin()).isTrue();
        assertThat(begin()).as("one that is live stays").isFalse();
        write(1, 5);

        assertThat(orders().value()).isEqualTo(5L);
        assertThat(orders().status()).isEqualTo(OnlineStatus.PRESENT);
        assertThat(country().status()).isEqualTo(OnlineStatus.MISSING);
        assertThat(country().value()).isEqualTo("nowhere");

        run(release("INCREMENTAL"));
        assertThat(view().live().target().generation()).isEqualTo(1);
        assertThat(view().live().target().release()).isEqualTo("activity@v1-000001");
        assertThat(orders().value()).as("of the stream, not of the release").isEqualTo(5L);
        assertThat(country().value()).isEqualTo("NL");
    }

    @Test
    void becomesReadableWhileItsFirstReleaseIsOnItsWay() {
        MaterializationPlan planned = release("FULL");
        materializer.materialize(planned, null, progress -> {});
        assertThat(begin()).isTrue();
        write(1, 5);
        assertThat(view().live().target().generation()).isEqualTo(planned.generation());
        materializer.activate(planned);
        assertThat(orders().value()).isEqualTo(5L);
        assertThat(country().value()).isEqualTo("NL");
    }

    @Test
    void anotherGenerationIsLiveOnlyWhenTheStreamHasCaughtUpInAllItsPartitions() {
        begin();
        write(1, 5);
        mark(1, StreamMarks.name(STREAM, 1), "1");
        MaterializationPlan rebuild = release("REBUILD");
        materializer.materialize(rebuild, null, progress -> {});

        assertThatThrownBy(() -> materializer.activate(rebuild))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(StreamSlots.BEHIND);
                    assertThat(failure.isNonRetryable()).isFalse();
                })
                .hasMessageContaining("stream/sales");
        mark(2, StreamMarks.replayed(STREAM, 0), "2");
        assertThatThrownBy(() -> materializer.activate(rebuild)).hasMessageContaining("waits for the online sink");
        assertThat(orders().value()).isEqualTo(5L);

        write(2, 6);
        mark(2, StreamMarks.replayed(STREAM, 1), "2");
        materializer.activate(rebuild);
        assertThat(view().live().target().generation()).isEqualTo(2);
        assertThat(orders().value()).isEqualTo(6L);
    }

    @Test
    void nothingIsComparedBeforeThereIsARelease() {
        begin();
        assertThatThrownBy(() -> materializer.plan(Requests.of(VIEW, "VERIFY", null)))
                .hasMessageContaining("run MergedViewPublish");
    }

    private boolean begin() {
        Optional<String> seen = store.pointer(VIEW);
        Pointer current = seen.map(text -> PointerJson.read(VIEW, text)).orElse(Pointer.none(VIEW));
        return new StreamedView(plan, "views.activity_v1", "v1", Map.of())
                .begin(current)
                .map(begun -> store.swapPointer(VIEW, seen, PointerJson.write(begun)))
                .orElse(false);
    }

    private void write(long generation, long orders) {
        byte[] row = new SlotCodec(List.of(new SlotFeature("orders", DataType.BIGINT)))
                .encode(new SlotRow(
                        new Object[] {orders}, new long[] {AS_OF.toEpochMilli()}, new long[] {ChangePoint.NONE}));
        byte[] version = new SlotVersion(1, orders).encoded();
        store.write(new SlotBatch(
                VIEW, generation, null, List.of(new SlotWrite(customer.encoded(), STREAM, version, row))));
    }

    private void mark(long generation, String name, String value) {
        store.write(new SlotBatch(VIEW, generation, null, List.of()), new Mark(name, null, value));
    }

    private MaterializationPlan release(String mode) {
        long time = AS_OF.toEpochMilli();
        ViewRow row = new ViewRow(
                LocalDate.parse("2010-12-08"),
                List.of(7L),
                false,
                new ChangePoint(time, new Object[] {99L, "NL"}, new long[] {time, time}, new long[] {
                    ChangePoint.NONE, ChangePoint.NONE
                }));
        releases.add(
                plan,
                "v1",
                TestingTables.replaceDays(lake.loadOrCreate(TableLayouts.view(plan, "v1")), plan, List.of(row)),
                AS_OF,
                Map.of());
        return materializer.plan(Requests.of(VIEW, mode, null));
    }

    private void run(MaterializationPlan planned) {
        materializer.materialize(planned, null, progress -> {});
        materializer.activate(planned);
    }

    private ServedView view() {
        return new OnlineReader(store).view(VIEW);
    }

    private FeatureReading orders() {
        return new OnlineReader(store)
                .read(view(), customer, AS_OF)
                .records()
                .get(0)
                .reading();
    }

    private FeatureReading country() {
        return new OnlineReader(store)
                .read(view(), customer, AS_OF)
                .records()
                .get(1)
                .reading();
    }
}
