package io.sluice.definitions.accept;

/**
 * What was decided about a record of the log. Where several would do, the first in this order counts: FUTURE, OVERLAP, LATE,
 * INVALID, DUPLICATE, ACCEPTED; a batch decides in the same order. Their places are part of the stored form: new ones come last.
 */
public enum Verdict {
    /** The event counts. */
    ACCEPTED,
    /** Its event time is before what its source partition had reached, by more than the allowed lateness. */
    LATE,
    /** Same identity and same content as one that counts. */
    DUPLICATE,
    /** It breaks a row rule, or has the identity of one that counts and other content. Quarantined. */
    INVALID,
    /** Its event time is further after its append time than clocks may differ. Quarantined; it moves nothing. */
    FUTURE,
    /** Its event time is before the cutover: history has it. */
    OVERLAP,
    /** Time that passed; no row. */
    TICK,
    /** A late event that a correction brought back: it counts, and moves no time. */
    ADMIT,
    /** What a gate decided; no row. */
    DECISION,
    /** Its range of the log was rejected by a person. */
    REJECTED;

    /** Whether the record's row counts. */
    public boolean counts() {
        return this == ACCEPTED || this == ADMIT;
    }
}
