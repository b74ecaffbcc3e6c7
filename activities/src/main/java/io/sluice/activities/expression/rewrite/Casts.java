package io.sluice.activities.expression.rewrite;

import io.sluice.definitions.expression.ExpressionException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/** Casts that give NULL where they fail; casts that would ask a clock or guess are refused. */
final class Casts {
    private static final Pattern CLOCK_WORD = Pattern.compile("(?is)\\s*(epoch|now|today|tomorrow|yesterday)\\b.*");

    /** Whole digits of a number that is sure to be less than 10^18. */
    private static final int SAFE_DIGITS = 18;

    private final String text;

    Casts(String text) {
        this.text = text;
    }

    Expression rewrite(Cast cast, Expression child) {
        check(cast, child);
        DataType from = child.dataType();
        DataType to = cast.dataType();
        boolean saturates = from.equals(DataTypes.DoubleType) && to.equals(DataTypes.LongType);
        Expression total = total(saturates ? Bounds.fitsLong(child) : child, to);
        return to instanceof FloatType ? total(total, DataTypes.DoubleType) : total;
    }

    /** A cast that is NULL where it fails. */
    static Expression total(Expression child, DataType to) {
        return new Cast(child, to, Option.apply("UTC"), EvalMode.TRY());
    }

    private void check(Cast cast, Expression child) {
        DataType from = child.dataType();
        DataType to = cast.dataType();
        boolean toTime = to instanceof DateType || to instanceof TimestampType;
        if (!Cast.canTryCast(from, to) || from instanceof NumericType && toTime) {
            throw wrong(
                    cast,
                    "a " + from.simpleString() + " cannot be cast to " + to.simpleString() + timeHint(from, toTime));
        }
        if (toTime && from instanceof StringType && child.foldable() && isClockWord(child)) {
            throw wrong(cast, "a definition knows no clock: " + child.sql() + " would be the time at which it runs");
        }
        if (!(to instanceof NumericType) && makesUnsafeDouble(from, to)) {
            throw wrong(
                    cast,
                    "a " + from.simpleString() + " cannot be cast to " + to.simpleString()
                            + " as a whole; cast its elements one by one");
        }
    }

    /** Whether an element of an array or a struct would become a double that nobody could ask for its size. */
    private static boolean makesUnsafeDouble(DataType from, DataType to) {
        if (from instanceof ArrayType source && to instanceof ArrayType target) {
            return makesUnsafeDouble(source.elementType(), target.elementType());
        }
        if (from instanceof StructType source && to instanceof StructType target) {
            StructField[] fields = source.fields();
            return Arrays.stream(target.fields())
                    .anyMatch(field -> makesUnsafeDouble(
                            fields[Arrays.asList(target.fields()).indexOf(field)].dataType(), field.dataType()));
        }
        boolean real = to.equals(DataTypes.DoubleType) || to.equals(DataTypes.FloatType);
        return real && !from.equals(to) && !isSmall(from);
    }

    private static boolean isSmall(DataType type) {
        return type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.NullType)
                || type instanceof DecimalType decimal && decimal.precision() - decimal.scale() <= SAFE_DIGITS;
    }

    private static String timeHint(DataType from, boolean toTime) {
        return from instanceof NumericType && toTime ? "; write timestamp_millis(...) or timestamp_seconds(...)" : "";
    }

    private static boolean isClockWord(Expression foldable) {
        Object value = foldable.eval(null);
        return value != null && CLOCK_WORD.matcher(value.toString()).matches();
    }

    private ExpressionException wrong(Cast cast, String message) {
        return new ExpressionException(message, Trees.position(cast, text));
    }
}
