package io.sluice.definitions.correct;

/** What is known of a late event. */
public enum Finding {
    /** Nothing that counts has its identity: it is to be admitted. */
    NEW,
    /** It was brought back before, whatever became of it then: it is not brought back again. */
    ADMITTED,
    /** One with its identity and its content counts. */
    DUPLICATE,
    /** One with its identity and other content counts, which stays. */
    CONFLICT,
    /** It breaks a rule of its source's rows, and would be refused again. */
    BROKEN
}
