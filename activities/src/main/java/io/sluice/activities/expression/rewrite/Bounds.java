package io.sluice.activities.expression.rewrite;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a computed double may be, asked from within generated code. Source: contract §4, decision 047.
 *
 * <p>Calls of static methods, because every other conditional of Catalyst would name its input twice, and a chain of
 * operators would grow exponentially.
 */
public final class Bounds {
    /** Doubles of this size and more are no values: they could not be added exactly. */
    public static final double LIMIT = 1e18;

    /** The first double beyond the longs; {@code (double) Long.MAX_VALUE} is this number, too. */
    private static final double LONG_END = 0x1p63;

    private Bounds() {}

    /** The number, or null where it is NaN, infinite or 10^18 or more in size. */
    public static @Nullable Double inside(double value) {
        return Math.abs(value) < LIMIT ? (Double) value : null;
    }

    /** The number, or null where a cast, ceil or floor to a long would saturate. */
    public static @Nullable Double fitsLong(double value) {
        return value >= -LONG_END && value < LONG_END ? (Double) value : null;
    }

    /** A computed double that is NULL where it is no value. */
    static Expression inside(Expression computed) {
        return call("inside", computed);
    }

    /** A double that is NULL where no long is near it. */
    static Expression fitsLong(Expression number) {
        return call("fitsLong", number);
    }

    /** Whether a node is one of these calls, and not of anything else. */
    public static boolean isOne(Expression expression) {
        return expression instanceof StaticInvoke call && call.staticObject() == Bounds.class;
    }

    private static Expression call(String method, Expression number) {
        return new StaticInvoke(
                Bounds.class,
                DataTypes.DoubleType,
                method,
                Trees.seq(List.of(number)),
                Trees.seq(List.of()),
                true,
                true,
                true);
    }
}
