package io.sluice.activities.typing;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Received text as a value of one type, outside of Spark and with the casts of Spark: what does not fit is NULL. Not thread-safe. */
public final class TextCast {
    private static final String TEXT = "text";

    private final DataType type;
    private final @Nullable CompiledExpression cast;

    private TextCast(DataType type, @Nullable CompiledExpression cast) {
        this.type = type;
        this.cast = cast;
    }

    /** The cast to a type; empty for types that no text can be cast to (array, struct, vector). */
    public static Optional<TextCast> to(DataType type, ExpressionCompiler compiler) {
        if (type.kind() == DataType.Kind.STRING) {
            return Optional.of(new TextCast(type, null));
        }
        // A decimal is read wide first, so that digits it cannot hold are seen.
        DataType target = type.kind() == DataType.Kind.DECIMAL ? DataType.decimal(38, 18) : type;
        try {
            List<Column> columns = List.of(new Column(TEXT, DataType.STRING));
            return Optional.of(new TextCast(type, compiler.compile("CAST(`" + TEXT + "` AS " + target + ")", columns)));
        } catch (ExpressionException noSuchCast) {
            return Optional.empty();
        }
    }

    /** The value, as in {@link io.sluice.definitions.changepoint.SourceRow}, or null where the text is no such value. */
    public @Nullable Object value(String text) {
        if (cast == null) {
            return text;
        }
        Object value = cast.evaluate(new Object[] {text});
        return value instanceof BigDecimal wide ? narrowed(wide, type) : value;
    }

    private static @Nullable Object narrowed(BigDecimal wide, DataType type) {
        BigDecimal plain = wide.stripTrailingZeros();
        boolean fits =
                plain.scale() <= type.scale() && plain.precision() - plain.scale() <= type.precision() - type.scale();
        return fits ? plain.setScale(type.scale()) : null;
    }
}
