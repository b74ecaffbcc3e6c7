package io.sluice.definitions.expression;

/** An expression that does not compile. */
public final class ExpressionException extends RuntimeException {
    private final int position;

    /**
     * Creates one.
     *
     * @param position offset in characters inside the expression, from 0; -1 when unknown
     */
    public ExpressionException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Offset in characters inside the expression, from 0; -1 when unknown. */
    public int position() {
        return position;
    }
}
