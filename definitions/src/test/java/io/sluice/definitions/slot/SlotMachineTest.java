package io.sluice.definitions.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.definitions.streamgate.IntervalGate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one slot says while its log goes on. */
final class SlotMachineTest {
    private static final long DAY = 86_400_000;

    private final InMemoryStore store = new InMemoryStore();
    private final List<io.sluice.definitions.slot.Update> updates = new ArrayList<>();
    private SlotPlan plan = plan(sums(Plans.window(30L, 10, Update.EVENT)));
    private SlotMachine machine = machine();
    private long offset;

    private static Plans sums(io.sluice.definitions.model.Feature.Window window) {
        return new Plans()
                .source(Source.Kind.EVENTS, 0)
                .windowed(0, window, Plans.aggregation(Aggregation.Kind.SUM), DataType.BIGINT, Plans.ZERO);
    }

    private static SlotPlan plan(Plans plans) {
        return SlotPlan.of(plans.build(), 0, "definition");
    }

    private SlotMachine machine() {
        return new SlotMachine(new Incarnation(3, 7, 1), plan, store);
    }

    private SlotMachine machine(int portion) {
        return new SlotMachine(new Incarnation(3, 7, 1), plan, store, IntervalGate.NONE, portion);
    }

    private void use(Plans plans) {
        plan = plan(plans);
        machine = machine();
    }

    private void event(long time, @Nullable Object value) {
        take(
                Verdict.ACCEPTED,
                Stamped.event(new Stamp(0, offset, time, time), time, "e", new byte[0], new byte[0]),
                value);
    }

    private void admit(long time, @Nullable Object value) {
        Stamped event = Stamped.event(new Stamp(0, offset, time, time), time, "a" + offset, new byte[0], new byte[0]);
        take(Verdict.ADMIT, event.admitted(), value);
    }

    private void tick(long time) {
        machine.apply(
                offset++,
                new LogRecord(3, LogRecord.FIRST, Verdict.TICK, List.of(), Stamped.tick(new Stamp(0, offset, 0, time))),
                null,
                updates::add);
    }

    private void take(Verdict verdict, Stamped record, @Nullable Object value) {
        take(verdict, record, value, "u");
    }

    private void take(Verdict verdict, Stamped record, @Nullable Object value, String entity) {
        SourceRow row = new SourceRow(
                record.eventTime(), record.eventId() + offset, new boolean[] {true}, new Object[] {value});
        machine.apply(
                offset++,
                new LogRecord(3, LogRecord.FIRST, verdict, List.of(), record),
                new EntityRow(entity, row),
                updates::add);
    }

    /** value, timestamp and end of the only feature, as the last update said and as the state has it. */
    private List<@Nullable Object> slot() {
        SlotRow row = machine.slot("u");
        SlotRow said = plan.codec().decode(updates.get(updates.size() - 1).slot());
        assertThat(shown(said)).isEqualTo(shown(row));
        return shown(row);
    }

    private static List<@Nullable Object> shown(SlotRow row) {
        List<@Nullable Object> shown = new ArrayList<>();
        shown.add(row.values()[0]);
        shown.add(row.timestamps()[0]);
        shown.add(row.validUntil()[0]);
        return shown;
    }

    @Test
    void aValueFallsWhenItsTileLeavesAlthoughNothingElseHappens() {
        event(5, 2L);
        assertThat(slot()).containsExactly(2L, 6L, 40L);
        tick(38);
        assertThat(updates).hasSize(1);
        // The clock says 39, values are those of 40: floor(40 − 30, 10) is after the tile of 5.
        tick(39);
        assertThat(slot()).containsExactly(0L, 40L, ChangePoint.NONE);
        assertThat(updates.get(1).offset()).isEqualTo(2);
        assertThat(updates.get(1).instant()).isEqualTo(40);
    }

    @Test
    void whatComesDueBeforeAllElseIsFound() {
        event(15, 2L);
        tick(16);
        // its tile leaves before that of the other entity, which was looked for already
        take(
                Verdict.ACCEPTED,
                Stamped.event(new Stamp(0, offset, 7, 7), 7, "e", new byte[0], new byte[0]),
                3L,
                "earlier");
        updates.clear();

        tick(39);
        assertThat(updates)
                .extracting(io.sluice.definitions.slot.Update::entity)
                .containsExactly("earlier");
        tick(49);
        assertThat(updates)
                .extracting(io.sluice.definitions.slot.Update::entity)
                .containsExactly("earlier", "u");
    }

    @Test
    void manyThatExpireAtOnceAreDoneInPortionsAndNoneTwice() {
        machine = machine(5);
        for (int i = 0; i < 23; i++) {
            Stamped event = Stamped.event(new Stamp(0, offset, 5, 5), 5, "e" + i, new byte[0], new byte[0]);
            take(Verdict.ACCEPTED, event, 2L, "u" + i);
        }
        updates.clear();

        tick(39);
        assertThat(updates).hasSize(5);
        // records that come meanwhile bring no more with them: what is done between two commits has a bound
        tick(39);
        tick(39);
        assertThat(updates).hasSize(5);
        // what an owner before had begun is gone on with
        machine = machine(5);
        assertThat(machine.catchUp(updates::add)).isFalse();
        assertThat(updates).hasSize(10);
        int portions = 1;
        while (!machine.catchUp(updates::add)) {
            portions++;
        }
        assertThat(portions).isEqualTo(3);
        assertThat(updates)
                .extracting(io.sluice.definitions.slot.Update::entity)
                .hasSize(23)
                .doesNotHaveDuplicates();
        assertThat(machine.checkpoint().emitted()).isEqualTo(46);
        assertThat(machine().checkpoint().emitted()).isEqualTo(46);
        tick(39);
        assertThat(updates).hasSize(23);
    }

    @Test
    void aLateRowCountsUntilTheInstantItsTileLeaves() {
        tick(38);
        event(9, 2L);
        assertThat(slot()).containsExactly(2L, 10L, 40L);
        tick(39);
        assertThat(slot()).containsExactly(0L, 40L, ChangePoint.NONE);
        event(8, 3L);
        assertThat(slot()).containsExactly(0L, 40L, ChangePoint.NONE);
        assertThat(updates).as("a row that changes nothing gives no update").hasSize(2);
    }

    @Test
    void tilesBeforeTheEpochBeginAtMultiplesOfTheHop() {
        event(-5, 2L);
        assertThat(slot()).containsExactly(2L, -4L, 30L);
        tick(28);
        assertThat(updates).hasSize(1);
        tick(29);
        assertThat(slot()).containsExactly(0L, 30L, ChangePoint.NONE);
    }

    @Test
    void aLatestValueHoldsThroughItsTtlAndTiesGoToTheGreaterId() {
        use(new Plans().source(Source.Kind.EVENTS, 0).latest(0, 10L, DataType.BIGINT, Plans.NULL));
        offset = 5;
        event(5, 2L);
        offset = 6;
        event(5, 3L);
        assertThat(slot()).containsExactly(3L, 6L, 17L);
        tick(15);
        assertThat(slot()).containsExactly(3L, 6L, 17L);
        tick(16);
        assertThat(slot()).containsExactly(null, 17L, ChangePoint.NONE);
    }

    @Test
    void anEventInHopModeWaitsForTheBoundary() {
        use(sums(Plans.window(30L, 10, Update.HOP)));
        event(5, 2L);
        assertThat(slot()).containsExactly(0L, ChangePoint.NEVER, 10L);
        tick(8);
        assertThat(updates).hasSize(1);
        tick(9);
        assertThat(slot()).containsExactly(2L, 10L, 40L);
    }

    @Test
    void whatIsEmptyForgetsItsTimestampWithTheMonthAndThenLeavesNothing() {
        long end = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
        event(end - 100, 2L);
        tick(end - 50);
        assertThat(slot()).containsExactly(0L, end - 60, ChangePoint.NONE);
        tick(end - 2);
        assertThat(updates).hasSize(2);
        tick(end - 1);
        assertThat(slot()).containsExactly(0L, ChangePoint.NEVER, ChangePoint.NONE);
        tick(end + 100);
        assertThat(updates).hasSize(3);
        assertThat(store.size()).as("only the progress is left").isEqualTo(1);
    }

    @Test
    void aLateRowFillsAgainWhatHadBecomeEmptyInAnEarlierMonth() {
        use(sums(Plans.window(60 * DAY, DAY, Update.EVENT)));
        long left = Instant.parse("2026-01-31T00:00:00Z").toEpochMilli();
        event(left - 61 * DAY, 1L);
        tick(left);
        assertThat(slot()).containsExactly(0L, left, ChangePoint.NONE);
        long now = Instant.parse("2026-02-20T00:00:00Z").toEpochMilli();
        tick(now);
        assertThat(slot()).containsExactly(0L, ChangePoint.NEVER, ChangePoint.NONE);
        long late = left - 10 * DAY;
        event(late, 5L);
        // Its last change is that of the row that left, which is after the late one entered.
        assertThat(slot()).containsExactly(5L, left, late + 61 * DAY);
    }

    @Test
    void anAdmittedEventAheadOfTheClockWaitsForIt() {
        event(5, 2L);
        admit(8, 3L);
        assertThat(slot().get(0)).isEqualTo(2L);
        machine = machine();
        tick(7);
        assertThat(slot().get(0)).isEqualTo(2L);
        tick(8);
        assertThat(slot()).containsExactly(5L, 9L, 40L);
    }

    @Test
    void aResultThatDoesNotFitIsNullAndCounted() {
        event(5, Long.MAX_VALUE);
        assertThat(machine.checkpoint().overflows()).isZero();
        event(6, 1L);
        assertThat(slot().get(0)).as("NULL, filled").isEqualTo(0L);
        assertThat(machine.checkpoint().overflows()).isEqualTo(1);
        event(7, -1L);
        assertThat(slot().get(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatHasTooManyDistinctValuesIsNullAndCounted() {
        Aggregation top = new Aggregation(Aggregation.Kind.TOP_K, 1, List.of());
        use(new Plans()
                .source(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(30L, 10, Update.EVENT), top, DataType.BIGINT, Plans.NULL, 6, 1));
        event(5, 2L);
        event(6, 2L);
        assertThat(slot().get(0)).isEqualTo(List.of(List.of(2L, 2L)));
        assertThat(machine.checkpoint().tooManyDistinct()).isZero();
        event(15, 3L);
        assertThat(slot().get(0)).isNull();
        assertThat(machine.checkpoint().tooManyDistinct()).isEqualTo(1);
        tick(39);
        assertThat(slot().get(0)).as("only one value is left").isEqualTo(List.of(List.of(3L, 1L)));
        assertThat(machine.checkpoint().tooManyDistinct()).isEqualTo(1);
        assertThat(machine.checkpoint().overflows()).isZero();
    }

    @Test
    void checkpointsSayHowFarItCame() {
        event(5, 2L);
        event(5, null);
        tick(20);
        tick(100);
        Checkpoint checkpoint = machine().checkpoint();
        assertThat(checkpoint.end()).isEqualTo(4);
        assertThat(checkpoint.clock()).isEqualTo(100);
        assertThat(checkpoint.watermark()).isEqualTo(100);
        assertThat(checkpoint.count(Verdict.ACCEPTED)).isEqualTo(2);
        assertThat(checkpoint.count(Verdict.TICK)).isEqualTo(2);
        assertThat(checkpoint.count(Verdict.LATE)).isZero();
        assertThat(checkpoint.emitted()).isEqualTo(updates.size()).isEqualTo(2);
        assertThat(checkpoint.epoch()).isEqualTo(3);
        assertThat(checkpoint.partition()).isEqualTo(7);
        assertThat(Checkpoint.decode(checkpoint.encoded())).isEqualTo(checkpoint);
    }

    @Test
    void refusesWhatItHasSeen() {
        event(5, 2L);
        offset = 0;
        assertThatThrownBy(() -> event(6, 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid offset 0: the log was read to 1");
    }

    @Test
    void refusesAnotherNumberOfSourcePartitions() {
        event(5, 2L);
        assertThatThrownBy(() -> new SlotMachine(new Incarnation(3, 7, 2), plan, store))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("new incarnation");
    }
}
