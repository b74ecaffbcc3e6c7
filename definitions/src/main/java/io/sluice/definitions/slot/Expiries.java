package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.slot.Agenda.Entry;
import io.sluice.definitions.store.ByteStore;
import java.util.Arrays;
import java.util.List;

/** The index of expiries: per entity the one instant at which it must be looked at although no row comes. */
final class Expiries {
    private static final int ENTITY_AT = 1 + Long.BYTES;
    private static final byte[] NOTHING = {};

    private final Agenda agenda;

    Expiries(ByteStore store) {
        agenda = new Agenda(store, 'X');
    }

    void move(byte[] entity, long from, long to) {
        if (from == to) {
            return;
        }
        if (from != ChangePoint.NONE) {
            agenda.delete(key(from, entity));
        }
        if (to != ChangePoint.NONE) {
            agenda.put(key(to, entity), NOTHING);
        }
    }

    /**
     * Entities that are due at or before an instant, in the order of their instants, at most so many; empty when there is none.
     * Whoever takes them moves them on.
     */
    List<byte[]> due(long instant, int most) {
        return agenda.takeThrough(instant, most).stream()
                .map(Entry::key)
                .map(key -> Arrays.copyOfRange(key, ENTITY_AT, key.length))
                .toList();
    }

    private byte[] key(long instant, byte[] entity) {
        return agenda.key(instant, out -> out.write(entity));
    }
}
