package io.sluice.workers.doctor;

/**
 * What one check saw.
 *
 * @param subject what was looked at
 * @param detail what was seen
 * @param mend the command or edit that mends it; empty when nothing needs mending
 */
public record Finding(String subject, State state, String detail, String mend) {
    /** OK; WARNING: works for some; FAILED: does not work. */
    public enum State {
        OK,
        WARNING,
        FAILED
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail, "");
    }

    static Finding warning(String subject, String detail, String mend) {
        return new Finding(subject, State.WARNING, detail, mend);
    }

    static Finding failed(String subject, String detail, String mend) {
        return new Finding(subject, State.FAILED, detail, mend);
    }
}
