package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.ExpressionException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** Catalyst's errors as one sentence with a position. */
final class Sentences {
    private Sentences() {}

    static ExpressionException of(ParseException wrong, String text) {
        return new ExpressionException(
                "this is not an expression: " + Trees.sentence(wrong.getMessage()),
                Trees.position(wrong.start().line(), wrong.start().startPosition(), text));
    }

    static ExpressionException of(AnalysisException wrong, String text) {
        return new ExpressionException(
                Trees.sentence(wrong.getMessage()), Trees.position(wrong.line(), wrong.startPosition(), text));
    }

    /** Whatever else Catalyst throws while it reads an expression: numbers with too many digits, its own mistakes. */
    static ExpressionException of(Throwable wrong) {
        String sentence = Trees.sentence(wrong.getMessage());
        return new ExpressionException(
                "this expression cannot be read: "
                        + (wrong.getMessage() == null ? wrong.getClass().getSimpleName() : sentence),
                0);
    }
}
