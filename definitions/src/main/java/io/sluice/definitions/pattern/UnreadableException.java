package io.sluice.definitions.pattern;

/** What the reader of expressions does not know, or does not want to spend time on. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String reason) {
        super(reason);
    }
}
