package io.sluice.definitions.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.store.FirstKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that count and whose event times the clock has not reached: events that a correction brought back into a partition of
 * the log that is behind, and rows of the history before there is a clock. No other row can be ahead of the clock.
 */
final class Pending {
    private static final byte PREFIX = 'P';
    private static final byte FORMAT = 1;

    private final ByteStore store;
    private final FirstKeys first;
    private final EntityRowCodec codec;

    Pending(SlotPlan plan, ByteStore store) {
        this.store = store;
        first = new FirstKeys(store, new byte[] {PREFIX}, new byte[] {PREFIX + 1});
        codec = new EntityRowCodec(plan);
    }

    /** Rows of different {@code partition_by} keys may have one event time and one id, and be alike: each counts. */
    void put(EntityRow row) {
        long alike = 0;
        byte[] key = key(row, alike);
        while (store.get(key) != null) {
            key = key(row, ++alike);
        }
        store.put(key, Bytes.of(out -> {
            out.writeByte(FORMAT);
            codec.write(row, out);
        }));
        first.add(key);
    }

    private static byte[] key(EntityRow row, long alike) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(row.row().eventTime(), out);
            Bytes.writeText(row.entity(), out);
            Bytes.writeText(row.row().eventId(), out);
            if (alike > 0) {
                Bytes.writeNumber(alike, out);
            }
        });
    }

    /** Takes out rows with event times through an instant, in their order, at most so many; empty when there is none. */
    List<EntityRow> takeThrough(long instant, int most) {
        byte[] end = Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(instant + 1, out);
        });
        List<EntityRow> rows = new ArrayList<>();
        for (byte[] key : first.before(end, most)) {
            byte[] value = requireNonNull(store.get(key), "value is null");
            rows.add(Bytes.read("pending row", FORMAT, value, codec::read));
            store.delete(key);
            first.remove(key);
        }
        return rows;
    }
}
