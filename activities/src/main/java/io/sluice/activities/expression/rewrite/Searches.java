package io.sluice.activities.expression.rewrite;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.LikeAll;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MultiLikeBase;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.NotLikeAll;
import org.apache.spark.sql.catalyst.expressions.NotLikeAny;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.RegExpExtract;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.expressions.StringSplit;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** Makes searches for patterns calls of {@link Regexes}, which end for every text. */
final class Searches {
    private Searches() {}

    /** The call that does what a search does; null for what is no search, or one that cannot go back far. */
    static @Nullable Expression rewrite(Expression expression, List<Expression> children) {
        if (expression instanceof Like like) {
            return like(like, children.get(0), children.get(1));
        } else if (expression instanceof MultiLikeBase likes) {
            return likes(likes, children.get(0));
        } else if (expression instanceof RLike) {
            return call("find", expression, children);
        } else if (expression instanceof RegExpExtract) {
            return call("extract", expression, children);
        } else if (expression instanceof RegExpReplace) {
            return call("replace", expression, children);
        }
        return expression instanceof StringSplit ? call("split", expression, children) : null;
    }

    /** {@code LIKE ALL} and {@code LIKE ANY} as what they stand for: each pattern is a search of its own. */
    private static Expression likes(MultiLikeBase likes, Expression text) {
        boolean negated = likes instanceof NotLikeAll || likes instanceof NotLikeAny;
        boolean all = likes instanceof LikeAll || likes instanceof NotLikeAll;
        return JavaConverters.seqAsJavaList(likes.patterns()).stream()
                .map(pattern -> like(text, Literal.create(pattern, DataTypes.StringType)))
                .map(like -> negated ? new Not(like) : like)
                .reduce((left, right) -> all ? new And(left, right) : new Or(left, right))
                .orElseThrow();
    }

    private static Expression like(Expression text, Literal pattern) {
        Like like = new Like(text, pattern, '\\');
        Expression call = like(like, text, pattern);
        return call == null ? like : call;
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
