package io.sluice.workers.accept;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** A set of places of the log: an eighth of a byte each. */
public final class Places {
    private static final int LOW_BITS = 24;

    private final Map<Long, BitSet> blocks = new TreeMap<>();
    private long first = Long.MAX_VALUE;

    /** Adds one; twice is as once. */
    public void add(long place) {
        blocks.computeIfAbsent(place >> LOW_BITS, high -> new BitSet()).set(low(place));
        first = Math.min(first, place);
    }

    /** Whether it was added. */
    public boolean contains(long place) {
        BitSet block = blocks.get(place >> LOW_BITS);
        return block != null && block.get(low(place));
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The least of them. */
    long first() {
        return first;
    }

    private static int low(long place) {
        return (int) (place & (1 << LOW_BITS) - 1);
    }
}
