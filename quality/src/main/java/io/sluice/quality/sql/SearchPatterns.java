package io.sluice.quality.sql;

import io.sluice.definitions.pattern.Explosions;
import io.sluice.quality.python.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ILike;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MultiLikeBase;
import org.apache.spark.sql.catalyst.expressions.RLike;
import scala.collection.JavaConverters;

/**
 * Judges the patterns of searches that Spark makes itself. It gives them no budget, so that a pattern which may keep a worker
 * busy without end is refused before data comes. Source: decision 052.
 */
public final class SearchPatterns {
    /** Each {@code %} before the last letter may be looked for at every letter: the work grows with this power. */
    private static final int MOST_WILDCARDS = 4;

    private SearchPatterns() {}

    /** What is wrong with a node of a parsed expression, itself and not its children, as ends of sentences. */
    static List<String> problems(Expression node) {
        if (node instanceof MultiLikeBase likes) {
            return JavaConverters.seqAsJavaList(likes.patterns()).stream()
                    .filter(Objects::nonNull)
                    .flatMap(pattern -> like(pattern.toString()).stream())
                    .toList();
        }
        boolean like = node instanceof Like || node instanceof ILike;
        if (!like && !isSearch(node)) {
            return List.of();
        }
        if (!(node.children().last() instanceof Literal written)) {
            return List.of("searches for a pattern that is not written but computed; write it as a text");
        }
        if (written.value() == null) {
            return List.of();
        }
        return like ? like(written.value().toString()) : regex(written.value().toString());
    }

    private static boolean isSearch(Expression node) {
        return node instanceof RLike
                || node instanceof UnresolvedFunction function
                        && List.of("regexp_like", "regexp", "rlike")
                                .contains(function.nameParts().last().toLowerCase(Locale.ROOT));
    }

    private static List<String> regex(String regex) {
        List<String> problems = new ArrayList<>();
        Explosions.find(regex, 0)
                .ifPresent(
                        found -> problems.add("has the pattern " + regex + ", which " + PythonRegex.explodes(found)));
        return problems;
    }

    /** What is wrong with a pattern of LIKE, as ends of sentences. */
    public static List<String> like(String pattern) {
        long wildcards = pattern.replaceFirst("%+$", "")
                .replaceAll("%+", "%")
                .chars()
                .filter(letter -> letter == '%')
                .count();
        return wildcards <= MOST_WILDCARDS
                ? List.of()
                : List.of("has the pattern " + pattern + ", which has " + wildcards
                        + " % before its last letter; a search for more than " + MOST_WILDCARDS
                        + " may not come back on a long text");
    }
}
