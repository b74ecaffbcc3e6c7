package io.sluice.activities.expression;

import io.sluice.definitions.expression.ExpressionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.jspecify.annotations.Nullable;

/** Catalyst's errors as one sentence with a position. */
final class Sentences {
    private static final Pattern CLASS = Pattern.compile("^\\[[A-Z0-9_.]+]\\s*");
    private static final Pattern PLACE =
            Pattern.compile("\\s*(;? ?line \\d+,? pos \\d+.*|\\(line \\d+, pos \\d+\\).*)$");
    private static final Pattern STATE = Pattern.compile("\\s*SQLSTATE: \\w+\\s*$");

    private Sentences() {}

    static ExpressionException of(ParseException wrong, String text) {
        return new ExpressionException(
                "this is not an expression: " + sentence(wrong.getMessage()),
                Trees.position(wrong.start().line(), wrong.start().startPosition(), text));
    }

    static ExpressionException of(AnalysisException wrong, String text) {
        return new ExpressionException(
                sentence(wrong.getMessage()), Trees.position(wrong.line(), wrong.startPosition(), text));
    }

    private static String sentence(@Nullable String message) {
        String line = String.valueOf(message).strip().lines().findFirst().orElse("");
        Matcher place = PLACE.matcher(CLASS.matcher(line).replaceFirst(""));
        String sentence = STATE.matcher(place.replaceFirst("")).replaceFirst("").strip();
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
