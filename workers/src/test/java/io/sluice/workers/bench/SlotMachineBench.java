package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The slot machine alone, over a sorted map: count and sum of doubles over 7 days of hourly tiles, every entity with a row in
 * every hour. Prints CPU seconds per million events and bytes per key; P8 measures the same with a broker and RocksDB.
 */
@Tag("bench")
final class SlotMachineBench {
    private static final long HOUR = 3_600_000;
    private static final int HOURS = 7 * 24;

    private final Scale scale = Scale.asked();
    private final int entities = scale.of(2_000);
    private final Random random = new Random(8);
    private final InMemoryStore store = new InMemoryStore();
    private final ViewPlan view = ClickStream.plan("slots", """
            feature: clicks
            entity: user_id
            window: 7 days
            update: event
            """, """
            feature: spend
            entity: user_id
            window: 7 days
            update: event
            aggregation: sum
            value: cast(amount as double)
            """);
    private final SlotMachine machine = new SlotMachine(new Incarnation(0, 0, 1), SlotPlan.of(view, 0, "bench"), store);
    private long offset;
    private long updates;

    @Test
    void takesEventsOverAFullHistory() {
        for (int hour = 0; hour < HOURS; hour++) {
            for (int entity = 0; entity < entities; entity++) {
                event(entity, ClickStream.START + hour * HOUR + (long) entity * HOUR / entities);
            }
        }
        long bytes = store.bytes();
        long before = updates;
        // An hour and a half in which each entity's oldest tiles leave.
        int events = 100 * entities;
        long from = ClickStream.START + HOURS * HOUR;
        long begun = cpuNanos();
        for (int i = 0; i < events; i++) {
            event(random.nextInt(entities), from + (long) (1.5 * HOUR * i / events));
        }
        double seconds = (cpuNanos() - begun) / 1e9;

        assertThat(updates - before).isGreaterThanOrEqualTo(events);
        System.out.println(Times.text(
                "slot machine, 7 days of hourly tiles, %d entities: %.1f CPU seconds per million events, %.2f updates per event, %d bytes per key",
                entities, 1e6 * seconds / events, (updates - before) / (double) events, bytes / entities));
    }

    /** Of this thread, so that what else runs on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void event(int entity, long time) {
        Object amount = random.nextInt(100_000) / 100.0;
        Stamped stamped = Stamped.event(new Stamp(0, offset, time, time), time, "e" + offset, new byte[0], new byte[0]);
        SourceRow row = new SourceRow(time, stamped.eventId(), new boolean[] {true, true}, new Object[] {null, amount});
        machine.apply(
                offset++,
                new LogRecord(0, LogRecord.FIRST, Verdict.ACCEPTED, List.of(), stamped),
                new EntityRow("cw" + entity, row),
                update -> updates++);
    }
}
