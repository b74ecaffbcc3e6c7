package io.sluice.definitions.slot;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.definitions.store.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of a store in the order of instants, taken from the front: keys are a prefix, an instant, and what tells entries of one
 * instant apart.
 *
 * <p>The key before which there is no entry is remembered, from the store as it was found at first. So nothing is read while nothing
 * has come due, and no scan begins where entries were: a store of sorted files keeps marks of what was deleted, and passing a hundred
 * thousand of them for each record took five times as long as all the rest (decision 098).
 */
final class Agenda {
    private final ByteStore store;
    private final byte prefix;
    private final byte[] end;
    private byte[] first;

    /** An entry that has come due. */
    record Entry(byte[] key, byte[] value) {}

    Agenda(ByteStore store, char prefix) {
        this.store = store;
        this.prefix = (byte) prefix;
        first = new byte[] {this.prefix};
        end = new byte[] {(byte) (prefix + 1)};
    }

    /** The key of an entry. */
    byte[] key(long instant, Bytes.Writer rest) {
        return Bytes.of(out -> {
            out.writeByte(prefix);
            Bytes.writeSortable(instant, out);
            rest.write(out);
        });
    }

    void put(byte[] key, byte[] value) {
        if (Arrays.compareUnsigned(key, first) < 0) {
            first = key;
        }
        store.put(key, value);
    }

    /** Removes one that is no longer due at its instant. */
    void delete(byte[] key) {
        store.delete(key);
    }

    /**
     * Entries through an instant in their order, at most so many; empty when there is none. They stay in the store, and whoever takes
     * them deletes them: they are not given again.
     */
    List<Entry> takeThrough(long instant, int most) {
        byte[] after = key(instant + 1, out -> {});
        List<Entry> taken = new ArrayList<>();
        if (Arrays.compareUnsigned(first, after) >= 0) {
            return taken;
        }
        byte[] from = first;
        first = end;
        store.scan(from, end, (key, value) -> {
            if (taken.size() == most || Arrays.compareUnsigned(key, after) >= 0) {
                first = key;
                return Step.STOP;
            }
            taken.add(new Entry(key, value));
            return Step.ON;
        });
        return taken;
    }
}
