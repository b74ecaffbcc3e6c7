package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.Literal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Expectations that values are, or are not, like patterns of SQL: {@code %} stands for any letters, {@code _} for one,
 * a backslash before either for itself. As Great Expectations does on SQL databases; its other engines have no LIKE.
 */
public enum ValueLike implements ColumnValues {
    LIKE("expect_column_values_to_match_like_pattern", "are like "),
    NOT_LIKE("expect_column_values_to_not_match_like_pattern", "are not like "),
    LIKE_LIST("expect_column_values_to_match_like_pattern_list", "are like "),
    NOT_LIKE_LIST("expect_column_values_to_not_match_like_pattern_list", "are not like ");

    private final String type;
    private final String phrase;

    ValueLike(String type, String phrase) {
        this.type = type;
        this.phrase = phrase;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> ownParameters() {
        return switch (this) {
            case LIKE, NOT_LIKE -> List.of(Parameter.required("like_pattern", Parameter.Kind.TEXT));
            case LIKE_LIST ->
                List.of(
                        Parameter.required("like_pattern_list", Parameter.Kind.TEXTS),
                        Parameter.optional("match_on", List.of("any", "all")));
            case NOT_LIKE_LIST -> List.of(Parameter.required("like_pattern_list", Parameter.Kind.TEXTS));
        };
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> patterns = patterns(arguments);
        if (patterns.isEmpty()) {
            return List.of("like_pattern_list is empty");
        }
        // Spark stops at a backslash before any other letter, and at one that ends the pattern.
        List<String> broken = patterns.stream()
                .filter(pattern -> !pattern.matches("(?s)([^\\\\]|\\\\[%_\\\\])*"))
                .map(pattern -> "the pattern " + pattern + " has a backslash before a letter other than %, _ and \\")
                .toList();
        return broken.isEmpty() ? TextForm.problems(arguments.column()) : broken;
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        boolean negative = this == NOT_LIKE || this == NOT_LIKE_LIST;
        boolean any = this == LIKE_LIST && arguments.choice("match_on", "any").equals("any");
        String joined = patterns(arguments).stream()
                .map(pattern -> quotedColumn + (negative ? " NOT LIKE " : " LIKE ") + Literal.text(pattern))
                .collect(Collectors.joining(any ? " OR " : " AND "));
        return "(" + joined + ")";
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        boolean all = this == LIKE_LIST && arguments.choice("match_on", "any").equals("all");
        return phrase + (all ? "all of " : "") + Phrases.some(patterns(arguments));
    }

    private List<String> patterns(Arguments arguments) {
        return this == LIKE || this == NOT_LIKE
                ? List.of(arguments.text("like_pattern"))
                : arguments.texts("like_pattern_list");
    }
}
