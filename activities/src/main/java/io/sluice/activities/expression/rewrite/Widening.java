package io.sluice.activities.expression.rewrite;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Spark has smaller numbers than definitions have: results of such types are widened. */
public final class Widening {
    private Widening() {}

    /** The type that a definition sees. */
    public static DataType widened(DataType type) {
        return switch (type.typeName()) {
            case "byte", "short" -> DataTypes.IntegerType;
            case "float" -> DataTypes.DoubleType;
            default -> type;
        };
    }

    /** The expression, cast when its type is widened. */
    public static Expression widened(Expression expression) {
        DataType wide = widened(expression.dataType());
        return wide.equals(expression.dataType()) ? expression : Casts.total(expression, wide);
    }
}
