package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.sql.Literal;
import java.util.List;

/**
 * Expectations that a regular expression finds a match somewhere in a value, or finds none. Values that are not texts
 * are matched as Spark prints them.
 */
public enum ValueRegex implements ColumnValues {
    MATCH("expect_column_values_to_match_regex", "", "match "),
    NO_MATCH("expect_column_values_to_not_match_regex", "NOT ", "do not match ");

    private final String type;
    private final String sign;
    private final String phrase;

    ValueRegex(String type, String sign, String phrase) {
        this.type = type;
        this.sign = sign;
        this.phrase = phrase;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> ownParameters() {
        return List.of(Parameter.required("regex", Parameter.Kind.REGEX));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        return switch (column.type().kind()) {
            case BINARY, ARRAY, STRUCT, VECTOR ->
                List.of("column " + column.name() + " has type " + column.type() + ", which is not a text");
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, DATE, TIMESTAMP -> List.of();
        };
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        boolean text = column.type().kind() == DataType.Kind.STRING;
        String term = text ? quotedColumn : "CAST(" + quotedColumn + " AS STRING)";
        return sign + "(" + term + " RLIKE " + Literal.text(arguments.text("regex")) + ")";
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        return phrase + "the regular expression " + arguments.text("regex");
    }
}
