package io.sluice.quality.python;

/** A text that a rule could not be decided on; the message says why without showing the text. */
public final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UndecidedException(String reason) {
        super(reason);
    }
}
