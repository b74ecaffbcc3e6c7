package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.SqlFunctions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Expectations that regular expressions of Python find a match somewhere in a value, or find none. Values that are not
 * texts are matched as Spark prints them.
 */
public enum ValueRegex implements ColumnValues {
    MATCH("expect_column_values_to_match_regex", "match "),
    NO_MATCH("expect_column_values_to_not_match_regex", "do not match "),
    MATCH_LIST("expect_column_values_to_match_regex_list", "match "),
    NO_MATCH_LIST("expect_column_values_to_not_match_regex_list", "do not match any of ");

    private final String type;
    private final String phrase;

    ValueRegex(String type, String phrase) {
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
            case MATCH, NO_MATCH -> List.of(Parameter.required("regex", Parameter.Kind.REGEX));
            case MATCH_LIST ->
                List.of(
                        Parameter.required("regex_list", Parameter.Kind.REGEXES),
                        Parameter.optional("match_on", List.of("any", "all")));
            case NO_MATCH_LIST -> List.of(Parameter.required("regex_list", Parameter.Kind.REGEXES));
        };
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return TextForm.problems(arguments.column());
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        String term =
                column.type().kind() == DataType.Kind.STRING ? quotedColumn : "CAST(" + quotedColumn + " AS STRING)";
        String joined = regexes(arguments).stream()
                .map(regex -> (isNegative() ? "NOT " : "") + SqlFunctions.find(term, regex))
                .collect(Collectors.joining(isAny(arguments) ? " OR " : " AND "));
        return "(" + joined + ")";
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        List<String> regexes = regexes(arguments);
        if (regexes.size() == 1) {
            return phrase + "the regular expression " + regexes.get(0);
        }
        String which = isNegative() ? "" : isAny(arguments) ? "any of " : "all of ";
        return phrase + which + "the regular expressions " + Phrases.some(regexes);
    }

    private List<String> regexes(Arguments arguments) {
        return this == MATCH || this == NO_MATCH ? List.of(arguments.text("regex")) : arguments.texts("regex_list");
    }

    private boolean isNegative() {
        return this == NO_MATCH || this == NO_MATCH_LIST;
    }

    private boolean isAny(Arguments arguments) {
        return this == MATCH_LIST && arguments.choice("match_on", "any").equals("any");
    }
}
