package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.ExpressionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DecimalType;

/** Catalyst's errors as one sentence with a position. */
final class Sentences {
    private static final Pattern DECIMAL =
            Pattern.compile("(?i)\\b(?:decimal|dec|numeric)\\s*\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)");
    private static final Pattern QUOTED =
            Pattern.compile("'(\\\\.|[^'\\\\])*'|\"(\\\\.|[^\"\\\\])*\"|`[^`]*`", Pattern.DOTALL);

    private Sentences() {}

    static ExpressionException of(ParseException wrong, String text) {
        return new ExpressionException(
                "this is not an expression: " + Trees.sentence(wrong.getMessage()),
                place(Trees.position(wrong.start().line(), wrong.start().startPosition(), text), text));
    }

    static ExpressionException of(AnalysisException wrong, String text) {
        return new ExpressionException(
                Trees.sentence(wrong.getMessage()),
                place(Trees.position(wrong.line(), wrong.startPosition(), text), text));
    }

    /** Catalyst does not say where a decimal is that has too many digits. */
    private static int place(int known, String text) {
        Matcher decimal = DECIMAL.matcher(QUOTED.matcher(text)
                .replaceAll(quoted -> "'".repeat(quoted.group().length())));
        while (known < 0 && decimal.find()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
            if (precision > DecimalType.MAX_PRECISION() || scale > precision) {
                return decimal.start();
            }
        }
        return known;
    }

    /** Whatever else Catalyst throws while it reads an expression: numbers with too many digits, its own mistakes. */
    static ExpressionException of(Throwable wrong, String text) {
        String sentence = Trees.sentence(wrong.getMessage());
        return new ExpressionException(
                "this expression cannot be read: "
                        + (wrong.getMessage() == null ? wrong.getClass().getSimpleName() : sentence),
                Math.max(0, place(-1, text)));
    }
}
