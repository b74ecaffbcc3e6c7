package io.sluice.activities.expression;

import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/** Spark has smaller numbers than definitions have: results of such types are widened. */
final class Widening {
    private Widening() {}

    /** The type that a definition sees. */
    static DataType widened(DataType type) {
        return switch (type.typeName()) {
            case "byte", "short" -> DataTypes.IntegerType;
            case "float" -> DataTypes.DoubleType;
            default -> type;
        };
    }

    /** The expression, cast when its type is widened. */
    static Expression widened(Expression expression) {
        DataType wide = widened(expression.dataType());
        return wide.equals(expression.dataType())
                ? expression
                : new Cast(expression, wide, Option.apply("UTC"), EvalMode.TRY());
    }
}
