package io.sluice.activities.expression.rewrite;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.Add;
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
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.Round;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FloatType;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an analysed tree so that a failed cast, an arithmetic overflow and whatever else a function cannot do with a
 * row's values are NULL, and nothing wraps, saturates or throws. Source: contract §2, decision 047.
 */
public final class TryRewrite {
    /** Classes whose evaluation only compares, chooses or reads. All others are taken to throw, whatever they say. */
    private static final Set<String> TOTAL = Set.of(
            "AttributeReference",
            "Literal",
            "And",
            "Or",
            "Not",
            "EqualTo",
            "EqualNullSafe",
            "LessThan",
            "LessThanOrEqual",
            "GreaterThan",
            "GreaterThanOrEqual",
            "In",
            "InSet",
            "IsNull",
            "IsNotNull",
            "IsNaN",
            "NaNvl",
            "Coalesce",
            "If",
            "CaseWhen",
            "Greatest",
            "Least",
            "AtLeastNNonNulls",
            "CreateArray",
            "CreateNamedStruct",
            "GetStructField",
            "GetArrayItem",
            "Size",
            "TryEval");

    /** Of those that give a double, these compute none: they pass on what they were given. */
    private static final Set<String> PASSING = Set.of(
            "AttributeReference",
            "Literal",
            "NaNvl",
            "Coalesce",
            "If",
            "CaseWhen",
            "Greatest",
            "Least",
            "GetStructField",
            "GetArrayItem",
            "ElementAt",
            "ArrayMin",
            "ArrayMax");

    private final Casts casts;
    private final Literals literals;

    /** A rewriter of the tree of one text, into which its refusals point. */
    public TryRewrite(String text) {
        casts = new Casts(text);
        literals = new Literals(text);
    }

    /**
     * The tree that never throws.
     *
     * @throws io.sluice.definitions.expression.ExpressionException for what can never work: casts between types that
     *     have none, broken patterns, numbers out of range
     */
    public Expression rewrite(Expression expression) {
        if (expression instanceof RuntimeReplaceable replaceable) {
            return rewrite(replaceable.replacement());
        }
        List<Expression> children =
                Trees.children(expression).stream().map(this::rewrite).toList();
        if (expression instanceof Cast cast
                && cast.dataType().equals(children.get(0).dataType())) {
            return children.get(0);
        }
        Expression node = expression.withNewChildren(Trees.seq(children));
        node.copyTagsFrom(expression);
        literals.check(node);
        return guarded(expression, one(node, children));
    }

    private static Expression guarded(Expression original, Expression rewritten) {
        String type = original.getClass().getSimpleName();
        Expression total = TOTAL.contains(type) ? rewritten : new TryEval(rewritten);
        boolean computed = rewritten.dataType().equals(DataTypes.DoubleType) && !PASSING.contains(type);
        return computed ? Bounds.inside(total) : total;
    }

    private Expression one(Expression expression, List<Expression> children) {
        if (expression instanceof Cast cast) {
            return casts.rewrite(cast, children.get(0));
        }
        if (expression instanceof Literal literal && literal.dataType() instanceof FloatType) {
            return Casts.total(literal, DataTypes.DoubleType);
        }
        if (expression instanceof UnaryMinus) {
            return new UnaryMinus(children.get(0), true);
        }
        if (expression instanceof Abs) {
            return new Abs(children.get(0), true);
        }
        if (expression instanceof Ceil || expression instanceof Floor) {
            return fitting(expression, children.get(0));
        }
        Expression search = Searches.rewrite(expression, children);
        if (search != null) {
            return search;
        }
        Expression two = children.size() == 2 ? binary(expression, children.get(0), children.get(1)) : null;
        return two == null ? expression : two;
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
            return new IntegralDivide(left, nullIfZero(right), EvalMode.ANSI());
        }
        return expression instanceof Remainder
                ? new Remainder(left, right, EvalMode.LEGACY())
                : other(expression, left, right);
    }

    /** A division by zero is NULL; thrown and caught it would be as well, but at the price of an exception a row. */
    private static Expression nullIfZero(Expression divisor) {
        Expression zero = Casts.total(Literal.create(0, DataTypes.IntegerType), divisor.dataType());
        return new If(new EqualTo(divisor, zero), Literal.create(null, divisor.dataType()), divisor);
    }

    private static @Nullable Expression other(Expression expression, Expression left, Expression right) {
        if (expression instanceof Round) {
            return new Round(left, right, true);
        }
        if (expression instanceof BRound) {
            return new BRound(left, right, true);
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
        return child.dataType().equals(DataTypes.DoubleType)
                ? expression.withNewChildren(Trees.seq(List.of(Bounds.fitsLong(child))))
                : expression;
    }
}
