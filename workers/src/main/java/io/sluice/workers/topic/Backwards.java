package io.sluice.workers.topic;

import java.util.OptionalLong;

/**
 * The search for the newest record of a kind in one partition of a topic, from its end backwards: a topic of checkpoints keeps all
 * of them for hours before it is compacted, and only the newest is wanted.
 */
public final class Backwards {
    private static final long FIRST = 512;
    private static final long FACTOR = 16;

    private final long begin;
    private final long end;
    private long from;
    private long length = FIRST;

    /** Of a partition that has these offsets, the end exclusive. */
    public Backwards(long begin, long end) {
        this.begin = begin;
        this.end = end;
        this.from = Math.max(begin, end - length);
    }

    /** Where reading begins. */
    public long from() {
        return from;
    }

    /**
     * Where to read from again when nothing has been found up to a position; empty while that is not sure, or when there is
     * nothing before.
     */
    public OptionalLong further(long position) {
        if (position < end || from == begin) {
            return OptionalLong.empty();
        }
        length *= FACTOR;
        from = Math.max(begin, end - length);
        return OptionalLong.of(from);
    }
}
