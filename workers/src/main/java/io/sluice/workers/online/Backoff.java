package io.sluice.workers.online;

import java.time.Duration;

/** Waits longer after each failure in a row, so that a store that comes back is not run down by those who waited for it. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;
    private long until = Long.MIN_VALUE;

    /** Whether it is time, at a reading of {@link System#nanoTime}. */
    boolean isOver(long now) {
        return until == Long.MIN_VALUE || now - until >= 0;
    }

    /** Whether the last try failed. */
    boolean isOn() {
        return until != Long.MIN_VALUE;
    }

    void failed(long now) {
        until = now + next.toNanos();
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    void succeeded() {
        next = FIRST;
        until = Long.MIN_VALUE;
    }
}
