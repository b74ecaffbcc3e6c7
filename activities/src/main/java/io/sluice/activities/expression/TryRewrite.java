package io.sluice.activities.expression;

import io.sluice.definitions.expression.ExpressionException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BRound;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Ceil;
import org.apache.spark.sql.catalyst.expressions.DateAdd;
import org.apache.spark.sql.catalyst.expressions.DateDiff;
import org.apache.spark.sql.catalyst.expressions.DateFromUnixDate;
import org.apache.spark.sql.catalyst.expressions.DateSub;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Floor;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.Round;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Rewrites an analysed tree so that a failed cast and an arithmetic overflow are NULL and nothing wraps, saturates or
 * throws. Source: contract §2.
 */
final class TryRewrite {
    private static final double LONG_END = 0x1p63;
    private static final Pattern CLOCK_WORD = Pattern.compile("(?is)\\s*(epoch|now|today|tomorrow|yesterday)\\b.*");

    /** What these compute from valid inputs may throw; TryEval makes that NULL. */
    private static final List<String> THROWING =
            List.of("SecondsToTimestamp", "MillisToTimestamp", "RegExpReplace", "RegExpExtract", "RLike");

    private final String text;

    TryRewrite(String text) {
        this.text = text;
    }

    Expression rewrite(Expression expression) {
        if (expression instanceof RuntimeReplaceable replaceable) {
            return rewrite(replaceable.replacement());
        }
        List<Expression> children =
                Trees.children(expression).stream().map(this::rewrite).toList();
        return one(expression.withNewChildren(Trees.seq(children)), children);
    }

    private Expression one(Expression expression, List<Expression> children) {
        if (expression instanceof Cast cast) {
            return cast(cast, children.get(0));
        }
        Expression arithmetic = children.size() == 2 ? binary(expression, children.get(0), children.get(1)) : null;
        if (arithmetic != null) {
            return arithmetic;
        }
        if (expression instanceof UnaryMinus) {
            return new TryEval(new UnaryMinus(children.get(0), true));
        }
        if (expression instanceof Abs) {
            return new TryEval(new Abs(children.get(0), true));
        }
        if (expression instanceof Ceil || expression instanceof Floor) {
            return fitting(expression, children.get(0));
        }
        boolean throwing = THROWING.contains(expression.getClass().getSimpleName());
        return throwing ? new TryEval(expression) : expression;
    }

    /** Division by zero: LEGACY gives NULL as TRY promises, while TRY itself throws from generated code. */
    private static @Nullable Expression binary(Expression expression, Expression left, Expression right) {
        if (expression instanceof Add) {
            return new Add(left, right, EvalMode.TRY());
        }
        if (expression instanceof Subtract) {
            return new Subtract(left, right, EvalMode.TRY());
        }
        if (expression instanceof Multiply) {
            return new Multiply(left, right, EvalMode.TRY());
        }
        if (expression instanceof Divide) {
            return new Divide(left, right, EvalMode.LEGACY());
        }
        if (expression instanceof IntegralDivide) {
            return new TryEval(new IntegralDivide(left, nullIfZero(right), EvalMode.ANSI()));
        }
        return expression instanceof Remainder
                ? new Remainder(left, right, EvalMode.LEGACY())
                : other(expression, left, right);
    }

    /** A division by zero is NULL; thrown and caught it would be as well, but at the price of an exception a row. */
    private static Expression nullIfZero(Expression divisor) {
        Expression zero = new Cast(
                Literal.create(0, DataTypes.IntegerType), divisor.dataType(), Option.apply("UTC"), EvalMode.TRY());
        return new If(new EqualTo(divisor, zero), Literal.create(null, divisor.dataType()), divisor);
    }

    private static @Nullable Expression other(Expression expression, Expression left, Expression right) {
        if (expression instanceof Round) {
            return new TryEval(new Round(left, right, true));
        }
        if (expression instanceof BRound) {
            return new TryEval(new BRound(left, right, true));
        }
        if (expression instanceof DateDiff) {
            return new Subtract(new UnixDate(left), new UnixDate(right), EvalMode.TRY());
        }
        if (expression instanceof DateAdd) {
            return new DateFromUnixDate(new Add(new UnixDate(left), Widening.widened(right), EvalMode.TRY()));
        }
        return expression instanceof DateSub
                ? new DateFromUnixDate(new Subtract(new UnixDate(left), Widening.widened(right), EvalMode.TRY()))
                : null;
    }

    /** Spark's ceil and floor of a double saturate at the ends of a long. */
    private static Expression fitting(Expression expression, Expression child) {
        if (!child.dataType().equals(DataTypes.DoubleType)) {
            return expression;
        }
        Expression fits = new And(
                new GreaterThanOrEqual(child, Literal.create(-LONG_END, DataTypes.DoubleType)),
                new LessThan(child, Literal.create(LONG_END, DataTypes.DoubleType)));
        return new If(fits, expression, Literal.create(null, expression.dataType()));
    }

    private Expression cast(Cast cast, Expression child) {
        DataType from = child.dataType();
        DataType to = cast.dataType();
        boolean toTime = to instanceof DateType || to instanceof TimestampType;
        if (!Cast.canTryCast(from, to) || from instanceof NumericType && toTime) {
            throw new ExpressionException(
                    "a " + from.simpleString() + " cannot be cast to " + to.simpleString() + timeHint(from, toTime),
                    Trees.position(cast, text));
        }
        if (toTime && from instanceof StringType && child.foldable() && isClockWord(child)) {
            throw new ExpressionException(
                    "a definition knows no clock: " + child.sql() + " would be the time at which it runs",
                    Trees.position(cast, text));
        }
        return new Cast(child, to, Option.apply("UTC"), EvalMode.TRY());
    }

    private static String timeHint(DataType from, boolean toTime) {
        return from instanceof NumericType && toTime ? "; write timestamp_millis(...) or timestamp_seconds(...)" : "";
    }

    private static boolean isClockWord(Expression foldable) {
        Object value = foldable.eval(null);
        return value != null && CLOCK_WORD.matcher(value.toString()).matches();
    }
}
