package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import scala.collection.JavaConverters;

/**
 * Checks what people typed before Catalyst resolves it: the names of columns and functions, with a suggestion, and what
 * can be seen only before resolution.
 */
final class ParsedCheck {
    /** Words such as {@code timestamp 'now'} become the time of the parser; a date begins with a digit or a sign. */
    private static final Pattern WRITTEN_TIME = Pattern.compile("\\w+\\s*(['\"])\\s*[-+0-9][^\\\\'\"]*\\1\\s*");

    private static final Pattern LENGTHS =
            Pattern.compile("(?i)(\\bas\\s+|::\\s*|<\\s*|,\\s*|:\\s*)(varchar|char|character)\\s*\\(");

    private static final Pattern QUOTED = Pattern.compile("'(\\\\.|[^'\\\\])*'|\"(\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);

    /** What Spark reads without parentheses as a function of the run. */
    private static final Set<String> CLOCKS = Set.of(
            "current_date",
            "current_timestamp",
            "current_time",
            "localtimestamp",
            "now",
            "current_user",
            "session_user",
            "user",
            "current_catalog",
            "current_database",
            "current_timezone",
            "rand",
            "uuid");

    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamp_ntz");

    private final String text;
    private final List<String> columns;

    ParsedCheck(String text, List<Column> columns) {
        this.text = text;
        this.columns = columns.stream().map(Column::name).toList();
    }

    /** Throws whatever is wrong, all at once. */
    void check(Expression expression) {
        List<ExpressionException> wrongs = new ArrayList<>();
        collect(expression, wrongs);
        if (!wrongs.isEmpty()) {
            throw ExpressionException.of(wrongs);
        }
    }

    private void collect(Expression expression, List<ExpressionException> wrongs) {
        try {
            one(expression);
        } catch (ExpressionException wrong) {
            wrongs.add(wrong);
        }
        Trees.children(expression).forEach(child -> collect(child, wrongs));
    }

    private void one(Expression expression) {
        if (expression instanceof Cast
                && LENGTHS.matcher(
                                QUOTED.matcher(Trees.source(expression, text)).replaceAll("''"))
                        .find()) {
            throw wrong(
                    expression,
                    "varchar and char are no types of definitions; cast to string, and cut it with left(...)");
        }
        if (expression instanceof Alias alias) {
            throw new ExpressionException("unexpected " + alias.name() + " after the expression", stray(alias));
        }
        if (expression instanceof SubqueryExpression) {
            throw wrong(expression, "a subquery is not allowed in a definition");
        }
        if (expression instanceof UnresolvedStar) {
            throw wrong(expression, "* is not allowed in a definition");
        }
        if (expression instanceof UnresolvedAttribute attribute) {
            column(attribute);
        } else if (expression instanceof UnresolvedFunction function) {
            function(function);
        } else if (expression instanceof Literal literal) {
            literal(literal);
        }
    }

    private void column(UnresolvedAttribute attribute) {
        String name = JavaConverters.seqAsJavaList(attribute.nameParts()).get(0);
        if (columns.stream().noneMatch(name::equalsIgnoreCase)) {
            boolean clock = CLOCKS.contains(name.toLowerCase(Locale.ROOT));
            throw wrong(
                    attribute,
                    clock
                            ? name + " is not allowed in a definition, because it depends on when and by whom it is run"
                            : "there is no column " + name + Nearest.hint(name, columns));
        }
    }

    private void function(UnresolvedFunction function) {
        List<String> parts = JavaConverters.seqAsJavaList(function.nameParts());
        String name = String.join(".", parts).toLowerCase(Locale.ROOT);
        if (parts.size() != 1 || !AllowList.FUNCTIONS.contains(name)) {
            throw wrong(
                    function,
                    CLOCKS.contains(name)
                            ? name
                                    + "() is not allowed in a definition, because it depends on when and by whom it is"
                                    + " run"
                            : "the function " + name + " is unknown or not allowed"
                                    + Nearest.hint(name, AllowList.FUNCTIONS));
        }
        if (function.isDistinct() || function.ignoreNulls() || function.filter().isDefined()) {
            throw wrong(function, "DISTINCT, FILTER and IGNORE NULLS are not allowed in a definition");
        }
    }

    /** Catalyst takes a stray word for a name of what is before it: the word is the last one. */
    private int stray(Alias alias) {
        int start = Math.max(0, Trees.position(alias, text));
        int last = text.toLowerCase(Locale.ROOT)
                .lastIndexOf(
                        alias.name().toLowerCase(Locale.ROOT),
                        start + Trees.source(alias, text).length());
        return Math.max(start, last);
    }

    private void literal(Literal literal) {
        if (!TIMES.contains(literal.dataType().typeName()) || literal.value() == null) {
            return;
        }
        String source = Trees.source(literal, text);
        if (!WRITTEN_TIME.matcher(source).matches()) {
            throw wrong(
                    literal,
                    "a date or timestamp is written with digits, for example date '2026-01-31', not " + source);
        }
    }

    private ExpressionException wrong(Expression expression, String message) {
        return new ExpressionException(message, Trees.position(expression, text));
    }
}
