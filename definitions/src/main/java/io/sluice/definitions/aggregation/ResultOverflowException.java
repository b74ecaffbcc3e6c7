package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.DataType;

/** A finished value that does not fit its declared type. */
public final class ResultOverflowException extends ArithmeticException {
    private final transient DataType type;

    /** Creates one. The value itself is not named: it may be personal. */
    public ResultOverflowException(DataType type) {
        super("The result does not fit " + type);
        this.type = type;
    }

    /** The type that the value does not fit. */
    public DataType type() {
        return type;
    }
}
