package io.sluice.definitions.store;

import io.sluice.definitions.store.ByteStore.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The keys of one area of a store in their order, the first of them held in memory: an area that is taken from the front and
 * filled behind. A log-structured store looks at every key that was removed from the front before it finds the next one, so the
 * store is asked once for many keys, and never again for what came before. Whoever writes the area tells {@link #add} and
 * {@link #remove}; one built anew over the same store knows the same. Not thread-safe.
 */
public final class FirstKeys {
    /** How many keys are read at once, and half of what is held in memory. */
    private static final int READ = 1_000;

    private final ByteStore store;
    private final byte[] end;
    private final TreeSet<byte[]> first = new TreeSet<>(Arrays::compareUnsigned);

    /** All keys of the area before this are held. */
    private byte[] known;

    /**
     * @param from the least key that the area may have
     * @param end above all keys of the area
     */
    public FirstKeys(ByteStore store, byte[] from, byte[] end) {
        this.store = store;
        this.end = end;
        known = from;
    }

    /** A key that was put into the store. */
    public void add(byte[] key) {
        if (Arrays.compareUnsigned(key, known) < 0) {
            first.add(key);
            if (first.size() > 2 * READ) {
                known = first.stream().skip(READ).findFirst().orElseThrow();
                first.tailSet(known, true).clear();
            }
        }
    }

    /** A key that was removed from the store. */
    public void remove(byte[] key) {
        first.remove(key);
    }

    /** The first keys before one, in their order, at most so many; empty when there is none. Removes nothing. */
    public List<byte[]> before(byte[] to, int most) {
        while (Arrays.compareUnsigned(known, to) < 0 && first.size() < most) {
            readOn();
        }
        List<byte[]> keys = new ArrayList<>();
        for (byte[] key : first) {
            if (keys.size() == most || Arrays.compareUnsigned(key, to) >= 0) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    private void readOn() {
        int before = first.size();
        store.scan(known, end, (key, value) -> {
            first.add(key);
            return first.size() - before < READ ? Step.ON : Step.STOP;
        });
        known = first.size() - before < READ ? end : after(first.last());
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
