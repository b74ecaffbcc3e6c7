package io.sluice.definitions.pattern;

/** A regular expression that needs more steps on a text than it may take. A retry does not help. */
public final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyStepsException() {
        // Thrown once a row where every row is hostile: without a stack trace it costs little.
        super("the regular expression needs too many steps on a value", null, false, false);
    }
}
