package io.sluice.definitions.expression;

import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of a derived expression that is parsed, typed and ready to evaluate.
 *
 * @param type null for a bare NULL, which takes any type
 * @param position offset in characters inside the expression
 * @param integer the value of an integer literal, which needs fewer digits than its type; null otherwise
 */
record Term(@Nullable DataType type, int position, @Nullable BigDecimal integer, Evaluation evaluation) {
    /** What a term does with a row. */
    @FunctionalInterface
    interface Evaluation {
        @Nullable
        Object of(@Nullable Object[] row);
    }

    static Term of(DataType type, int position, Evaluation evaluation) {
        return new Term(type, position, null, evaluation);
    }

    static Term constant(@Nullable DataType type, int position, @Nullable Object value) {
        return new Term(type, position, null, row -> value);
    }

    @Nullable
    Object value(@Nullable Object[] row) {
        return evaluation.of(row);
    }

    boolean isNumeric() {
        return type == null || NumericTypes.isNumeric(type);
    }

    boolean isBoolean() {
        return type == null || type.kind() == DataType.Kind.BOOLEAN;
    }

    /** The type as an error shows it. */
    String typeName() {
        return type == null ? "NULL" : type.toString();
    }
}
