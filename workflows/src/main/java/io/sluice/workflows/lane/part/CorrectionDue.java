package io.sluice.workflows.lane.part;

import java.time.Duration;

/** When the next correction is due: at most one runs, and at most one a minute begins. Epoch milliseconds. */
final class CorrectionDue {
    private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();
    private static final long NEVER = Long.MAX_VALUE;

    /** Nothing was looked at: what an incarnation before archived may still wait. */
    private static final long UNSEEN = -1;

    private long corrected = UNSEEN;
    private long epoch;
    private long begunAt;
    private long patience = PAUSE_MILLIS;
    private boolean whole;
    private boolean runs;
    private boolean again;

    /** Counting begins anew with each incarnation, and with a lane that goes on. */
    void incarnation(long newest) {
        if (newest != epoch) {
            epoch = newest;
            corrected = UNSEEN;
            whole = false;
            patience = PAUSE_MILLIS;
        }
    }

    /**
     * The archive has all that incarnations before this one have decided. Before that, late events may come into it that this one
     * does not count: the counters begin anew with its first record, which may be archived together with them.
     */
    void whole() {
        if (!whole) {
            whole = true;
            patience = PAUSE_MILLIS;
        }
    }

    /**
     * Whether one is due when so many late events were archived in this incarnation. While the archive is not {@link #whole}, one is
     * due without any, too, after two minutes and then more and more rarely: a stream that is never read to its end may never be.
     */
    boolean isDue(long late, long now) {
        long since = now - begunAt;
        return !runs && (late != corrected && since >= PAUSE_MILLIS || since >= patience);
    }

    void begun(long late, long now) {
        runs = true;
        corrected = late;
        begunAt = now;
        patience = whole ? NEVER : Math.min(2 * patience, MOST_MILLIS);
    }

    /** It has looked at everything. */
    void done() {
        runs = false;
        again = false;
    }

    /** It has left something over, or failed. */
    void leftOver() {
        runs = false;
        again = true;
    }

    /** Some minutes have passed: what was left over may be done by now. */
    void remind() {
        corrected = again ? UNSEEN : corrected;
    }
}
