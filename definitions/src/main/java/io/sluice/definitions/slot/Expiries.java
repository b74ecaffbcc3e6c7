package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.store.FirstKeys;
import java.util.Arrays;
import java.util.List;

/** The index of expiries: per entity the one instant at which it must be looked at although no row comes. */
final class Expiries {
    private static final byte PREFIX = 'X';
    private static final int ENTITY_AT = 1 + Long.BYTES;
    private static final byte[] NOTHING = {};

    private final ByteStore store;
    private final FirstKeys first;

    Expiries(ByteStore store) {
        this.store = store;
        first = new FirstKeys(store, new byte[] {PREFIX}, new byte[] {PREFIX + 1});
    }

    void move(byte[] entity, long from, long to) {
        if (from == to) {
            return;
        }
        if (from != ChangePoint.NONE) {
            byte[] key = key(from, entity);
            store.delete(key);
            first.remove(key);
        }
        if (to != ChangePoint.NONE) {
            byte[] key = key(to, entity);
            store.put(key, NOTHING);
            first.add(key);
        }
    }

    /** Entities that are due at or before an instant, in the order of their instants, at most so many; empty when there is none. */
    List<byte[]> due(long instant, int most) {
        return first.before(key(instant + 1, NOTHING), most).stream()
                .map(key -> Arrays.copyOfRange(key, ENTITY_AT, key.length))
                .toList();
    }

    private static byte[] key(long instant, byte[] entity) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(instant, out);
            out.write(entity);
        });
    }
}
