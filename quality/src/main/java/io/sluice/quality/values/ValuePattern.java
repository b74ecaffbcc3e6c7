package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.SearchPatterns;
import io.sluice.quality.sql.SqlFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Expectations that values match patterns, or do not. Patterns are regular expressions of Python, which find their match
 * anywhere, or patterns of SQL: {@code %} stands for any letters, {@code _} for one, a backslash before either for itself,
 * as in PostgreSQL. Values that are not texts are matched as Spark prints them.
 */
public enum ValuePattern implements ColumnValues {
    REGEX(Language.REGEX, "expect_column_values_to_match_regex", false, false),
    NOT_REGEX(Language.REGEX, "expect_column_values_to_not_match_regex", true, false),
    REGEX_LIST(Language.REGEX, "expect_column_values_to_match_regex_list", false, true),
    NOT_REGEX_LIST(Language.REGEX, "expect_column_values_to_not_match_regex_list", true, true),
    LIKE(Language.LIKE, "expect_column_values_to_match_like_pattern", false, false),
    NOT_LIKE(Language.LIKE, "expect_column_values_to_not_match_like_pattern", true, false),
    LIKE_LIST(Language.LIKE, "expect_column_values_to_match_like_pattern_list", false, true),
    NOT_LIKE_LIST(Language.LIKE, "expect_column_values_to_not_match_like_pattern_list", true, true);

    /** What patterns are written in. */
    private enum Language {
        REGEX("regex", Kind.REGEX, Kind.REGEXES) {
            @Override
            String match(String term, String pattern) {
                return SqlFunctions.find(term, pattern);
            }

            @Override
            String phrase(List<String> patterns) {
                return patterns.size() == 1
                        ? "the regular expression " + patterns.get(0)
                        : "the regular expressions " + Phrases.some(patterns);
            }
        },
        LIKE("like_pattern", Kind.PATTERN, Kind.TEXTS) {
            @Override
            String match(String term, String pattern) {
                return term + " LIKE " + Literal.text(pattern);
            }

            @Override
            String phrase(List<String> patterns) {
                return (patterns.size() == 1 ? "the pattern " : "the patterns ") + Phrases.some(patterns);
            }
        };

        private final Parameter one;
        private final Parameter several;

        Language(String name, Kind one, Kind several) {
            this.one = Parameter.required(name, one);
            this.several = Parameter.required(name + "_list", several);
        }

        abstract String match(String term, String pattern);

        abstract String phrase(List<String> patterns);
    }

    private final Language language;
    private final String type;
    private final boolean negative;
    private final boolean list;

    ValuePattern(Language language, String type, boolean negative, boolean list) {
        this.language = language;
        this.type = type;
        this.negative = negative;
        this.list = list;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> ownParameters() {
        if (!list) {
            return List.of(language.one);
        }
        return negative
                ? List.of(language.several)
                : List.of(language.several, Parameter.optional("match_on", List.of("any", "all")));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> patterns = patterns(arguments);
        List<String> problems = new ArrayList<>(TextForm.problems(arguments.column()));
        if (patterns.isEmpty()) {
            problems.add(language.several.name() + " is empty");
        }
        // Spark stops at a backslash before any other letter, and at one that ends the pattern.
        patterns.stream()
                .filter(pattern -> language == Language.LIKE && !pattern.matches("(?s)([^\\\\]|\\\\[%_\\\\])*"))
                .map(pattern -> "the pattern " + pattern + " has a backslash before a letter other than %, _ and \\")
                .forEach(problems::add);
        patterns.stream()
                .filter(pattern -> language == Language.LIKE)
                .forEach(pattern -> problems.addAll(SearchPatterns.like(pattern)));
        return problems;
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        String term =
                column.type().kind() == DataType.Kind.STRING ? quotedColumn : "CAST(" + quotedColumn + " AS STRING)";
        return patterns(arguments).stream()
                .map(pattern -> (negative ? "NOT " : "") + language.match(term, pattern))
                .collect(Collectors.joining(isAny(arguments) ? " OR " : " AND ", "(", ")"));
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        List<String> patterns = patterns(arguments);
        String which = patterns.size() == 1 ? "" : negative || isAny(arguments) ? "any of " : "all of ";
        return (negative ? "do not match " : "match ") + which + language.phrase(patterns);
    }

    private List<String> patterns(Arguments arguments) {
        return list ? arguments.texts(language.several.name()) : List.of(arguments.text(language.one.name()));
    }

    private boolean isAny(Arguments arguments) {
        return !negative && arguments.choice("match_on", "any").equals("any");
    }
}
