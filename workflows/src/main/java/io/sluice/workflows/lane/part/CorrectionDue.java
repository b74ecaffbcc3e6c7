package io.sluice.workflows.lane.part;

import java.time.Duration;

/** When the next correction is due: at most one runs, and at most one a minute begins. Epoch milliseconds. */
final class CorrectionDue {
    private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Nothing was looked at: what an incarnation before archived may still wait. */
    private static final long UNSEEN = -1;

    private long corrected = UNSEEN;
    private long epoch;
    private long begunAt;
    private boolean runs;
    private boolean again;

    /** Counting begins anew with each incarnation, and with a lane that goes on. */
    void incarnation(long newest) {
        if (newest != epoch) {
            epoch = newest;
            corrected = UNSEEN;
        }
    }

    /** Whether one is due when so many late events were archived in this incarnation. */
    boolean isDue(long late, long now) {
        return !runs && late != corrected && now - begunAt >= PAUSE_MILLIS;
    }

    void begun(long late, long now) {
        runs = true;
        corrected = late;
        begunAt = now;
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
