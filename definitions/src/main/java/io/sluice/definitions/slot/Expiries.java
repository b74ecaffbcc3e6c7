package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.definitions.store.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The index of expiries: per entity the one instant at which it must be looked at although no row comes. */
final class Expiries {
    private static final byte PREFIX = 'X';
    private static final int ENTITY_AT = 1 + Long.BYTES;
    private static final byte[] NOTHING = {};

    private final ByteStore store;

    Expiries(ByteStore store) {
        this.store = store;
    }

    void move(byte[] entity, long from, long to) {
        if (from == to) {
            return;
        }
        if (from != ChangePoint.NONE) {
            store.delete(key(from, entity));
        }
        if (to != ChangePoint.NONE) {
            store.put(key(to, entity), NOTHING);
        }
    }

    /** Entities that are due at or before an instant, in the order of their instants, at most so many; empty when there is none. */
    List<byte[]> due(long instant, int most) {
        List<byte[]> due = new ArrayList<>();
        store.scan(new byte[] {PREFIX}, key(instant + 1, NOTHING), (key, value) -> {
            due.add(Arrays.copyOfRange(key, ENTITY_AT, key.length));
            return due.size() < most ? Step.ON : Step.STOP;
        });
        return due;
    }

    private static byte[] key(long instant, byte[] entity) {
        return Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(instant, out);
            out.write(entity);
        });
    }
}
