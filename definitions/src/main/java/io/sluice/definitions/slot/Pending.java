package io.sluice.definitions.slot;

import io.sluice.definitions.slot.Agenda.Entry;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.util.List;

/**
 * Rows that count and whose event times the clock has not reached: events that a correction brought back into a partition of
 * the log that is behind, and rows of the history before there is a clock. No other row can be ahead of the clock.
 */
final class Pending {
    private static final byte FORMAT = 1;

    private final ByteStore store;
    private final Agenda agenda;
    private final EntityRowCodec codec;

    Pending(SlotPlan plan, ByteStore store) {
        this.store = store;
        agenda = new Agenda(store, 'P');
        codec = new EntityRowCodec(plan);
    }

    /** Rows of different {@code partition_by} keys may have one event time and one id, and be alike: each counts. */
    void put(EntityRow row) {
        long alike = 0;
        byte[] key = key(row, alike);
        while (store.get(key) != null) {
            key = key(row, ++alike);
        }
        agenda.put(key, Bytes.of(out -> {
            out.writeByte(FORMAT);
            codec.write(row, out);
        }));
    }

    private byte[] key(EntityRow row, long alike) {
        return agenda.key(row.row().eventTime(), out -> {
            Bytes.writeText(row.entity(), out);
            Bytes.writeText(row.row().eventId(), out);
            if (alike > 0) {
                Bytes.writeNumber(alike, out);
            }
        });
    }

    /** Takes out rows with event times through an instant, in their order, at most so many; empty when there is none. */
    List<EntityRow> takeThrough(long instant, int most) {
        List<Entry> taken = agenda.takeThrough(instant, most);
        taken.forEach(entry -> agenda.delete(entry.key()));
        return taken.stream()
                .map(entry -> Bytes.read("pending row", FORMAT, entry.value(), codec::read))
                .toList();
    }
}
