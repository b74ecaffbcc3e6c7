package io.sluice.activities.expression.rewrite;

import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.pattern.Explosions;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MultiLikeBase;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.RegExpExtract;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.expressions.RoundBase;
import org.apache.spark.sql.catalyst.expressions.StringSplit;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/**
 * What is written in an expression and can never work is refused before anything runs: patterns (Catalyst compiles them
 * while it generates code, where no NULL helps), sizes of numbers, places to round to.
 */
final class Literals {
    private static final int MAX_PLACES = 38;

    private final String text;

    Literals(String text) {
        this.text = text;
    }

    /** Checks one node whose children are rewritten already. */
    void check(Expression node) {
        if (node instanceof Literal literal) {
            size(literal, literal);
        } else if (node instanceof Cast cast
                && cast.child() instanceof Literal literal
                && cast.dataType().equals(DataTypes.DoubleType)) {
            size(literal, cast);
        } else if (node instanceof RoundBase round) {
            places(round);
        } else {
            patterns(node);
        }
    }

    private void size(Literal literal, Expression node) {
        boolean real =
                node.dataType().equals(DataTypes.DoubleType) || node.dataType().equals(DataTypes.FloatType);
        boolean number = literal.dataType() instanceof NumericType && literal.value() != null;
        if (real && number && Bounds.inside(Double.parseDouble(literal.value().toString())) == null) {
            throw wrong(literal, "a double is less than 10^18 in size, and " + literal.sql() + " is not");
        }
    }

    private void places(RoundBase round) {
        Object places = round.right().eval(null);
        if (places instanceof Integer number && Math.abs((long) number) > MAX_PLACES) {
            throw wrong(round, "numbers are rounded to -38 to 38 decimal places, not " + places);
        }
    }

    private void patterns(Expression node) {
        if (node instanceof Like like) {
            pattern(like.right(), node, written -> like.escape(written));
        } else if (node instanceof RLike || node instanceof RegExpExtract || node instanceof RegExpReplace) {
            pattern(Trees.children(node).get(1), node, written -> written);
        } else if (node instanceof StringSplit split) {
            pattern(split.regex(), node, written -> written);
        } else if (node instanceof MultiLikeBase like) {
            compiled(node, String.valueOf(like.patterns()), () -> List.of(like.cache()));
        }
    }

    private void pattern(Expression pattern, Expression node, java.util.function.UnaryOperator<String> regex) {
        Object value = pattern.foldable() ? pattern.eval(null) : null;
        if (value != null) {
            Expression place = Trees.position(pattern, text) < 0 ? node : pattern;
            compiled(place, value.toString(), () -> Pattern.compile(regex.apply(value.toString())));
            Explosions.find(regex.apply(value.toString()), 0).ifPresent(found -> {
                throw wrong(
                        place,
                        "the pattern " + value + " may explode: " + found.part()
                                + " can match the same text in very many ways; write it so that each text matches in one"
                                + " way");
            });
        }
    }

    private void compiled(Expression place, String shown, Runnable compilation) {
        try {
            compilation.run();
        } catch (Exception invalid) {
            String reason =
                    String.valueOf(invalid.getMessage()).lines().findFirst().orElse("");
            throw wrong(place, "the pattern " + shown + " is not valid: " + Trees.sentence(reason));
        }
    }

    private ExpressionException wrong(Expression place, String message) {
        return new ExpressionException(message, Trees.position(place, text));
    }
}
