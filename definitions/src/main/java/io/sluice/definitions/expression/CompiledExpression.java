package io.sluice.definitions.expression;

import io.sluice.definitions.model.DataType;
import org.jspecify.annotations.Nullable;

/** An expression that compiled: its type and its value for a row. Not thread-safe. */
public interface CompiledExpression {
    /** The type of the value. */
    DataType type();

    /**
     * The value for one row, or null. TRY semantics: a failed cast and an overflow are null.
     *
     * @param row one value per column that the expression was compiled against, in that order, as described in
     *     {@link io.sluice.definitions.changepoint.SourceRow}
     */
    @Nullable
    Object evaluate(@Nullable Object[] row);
}
