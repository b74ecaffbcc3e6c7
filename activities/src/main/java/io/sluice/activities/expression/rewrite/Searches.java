package io.sluice.activities.expression.rewrite;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.RegExpExtract;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.expressions.StringSplit;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Makes searches for patterns calls of {@link Regexes}, which end for every text. */
final class Searches {
    private Searches() {}

    /** The call that does what a search does; null for what is no search, or one that cannot go back far. */
    static @Nullable Expression rewrite(Expression expression, List<Expression> children) {
        if (expression instanceof Like like) {
            return like(like, children.get(0), children.get(1));
        } else if (expression instanceof RLike) {
            return call("find", expression, children);
        } else if (expression instanceof RegExpExtract) {
            return call("extract", expression, children);
        } else if (expression instanceof RegExpReplace) {
            return call("replace", expression, children);
        }
        return expression instanceof StringSplit ? call("split", expression, children) : null;
    }

    private static @Nullable Expression like(Like like, Expression text, Expression pattern) {
        Object written = pattern.foldable() ? pattern.eval(null) : null;
        if (written == null) {
            Literal escape = Literal.create((int) like.escapeChar(), DataTypes.IntegerType);
            return call("like", like, List.of(text, pattern, escape));
        }
        if (isLinear(written.toString())) {
            return null;
        }
        String regex = StringUtils.escapeLikeRegex(written.toString(), like.escapeChar());
        return call("matches", like, List.of(text, Literal.create(regex, DataTypes.StringType)));
    }

    /** Whether what stands between two {@code %} is searched once: Spark has faster ways than a regular expression. */
    private static boolean isLinear(String pattern) {
        return pattern.replaceFirst("%+$", "")
                        .chars()
                        .filter(letter -> letter == '%')
                        .count()
                < 2;
    }

    private static Expression call(String method, Expression search, List<Expression> arguments) {
        return new StaticInvoke(
                Regexes.class, search.dataType(), method, Trees.seq(arguments), Trees.seq(List.of()), true, true, true);
    }
}
