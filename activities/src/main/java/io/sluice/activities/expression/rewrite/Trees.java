package io.sluice.activities.expression.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Scala trees as Java sees them, and where their parts and their errors are in the text. */
public final class Trees {
    private static final Pattern CLASS = Pattern.compile("^\\[[A-Z0-9_.]+]\\s*");
    private static final Pattern PLACE =
            Pattern.compile("\\s*(;? ?line \\d+,? pos \\d+.*|\\(line \\d+, pos \\d+\\).*)$");
    private static final Pattern STATE = Pattern.compile("\\s*SQLSTATE: \\w+\\s*$");

    private Trees() {}

    /** The children of a node, in order. */
    public static List<Expression> children(Expression expression) {
        return new ArrayList<>(JavaConverters.seqAsJavaList(expression.children()));
    }

    /** A list for Scala. */
    public static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }

    /** Where an expression begins in its text; -1 when its parser did not say. */
    public static int position(Expression expression, String text) {
        Origin origin = expression.origin();
        return position(origin.line(), origin.startPosition(), text);
    }

    /** An offset in characters from Catalyst's line (from 1) and position in it (from 0, in code points). */
    public static int position(Option<Object> line, Option<Object> startPosition, String text) {
        if (line.isEmpty() || startPosition.isEmpty()) {
            return -1;
        }
        int offset = 0;
        for (int n = 1; n < (Integer) line.get(); n++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        int points = Math.min((Integer) startPosition.get(), text.codePointCount(offset, text.length()));
        return text.offsetByCodePoints(offset, points);
    }

    /** What was typed for an expression; empty when its parser did not say. */
    public static String source(Expression expression, String text) {
        Origin origin = expression.origin();
        if (origin.startIndex().isEmpty() || origin.stopIndex().isEmpty()) {
            return "";
        }
        int start = (Integer) origin.startIndex().get();
        int stop = (Integer) origin.stopIndex().get() + 1;
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, stop));
    }

    /** The first line of a message of Spark without its error class and its place. */
    public static String sentence(@Nullable String message) {
        String line = String.valueOf(message).strip().lines().findFirst().orElse("");
        String placed = PLACE.matcher(CLASS.matcher(line).replaceFirst("")).replaceFirst("");
        String sentence = STATE.matcher(placed).replaceFirst("").strip();
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
