package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Expectations that values are, or are not, among those of a set. */
public enum ValueSet implements ColumnValues {
    IN("expect_column_values_to_be_in_set", "", "are among "),
    NOT_IN("expect_column_values_to_not_be_in_set", "NOT ", "are none of ");

    private final String type;
    private final String sign;
    private final String phrase;

    ValueSet(String type, String sign, String phrase) {
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
        return List.of(Parameter.required("value_set", Parameter.Kind.VALUES));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>();
        for (Object value : arguments.list("value_set")) {
            try {
                Literal.of(value, arguments.column().type());
            } catch (IllegalArgumentException wrong) {
                problems.add("value_set: " + wrong.getMessage());
            }
        }
        return problems;
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        String values = arguments.list("value_set").stream()
                .map(value -> Literal.of(value, column.type()).sql())
                .collect(Collectors.joining(", "));
        return sign + (values.isEmpty() ? "FALSE" : "(" + quotedColumn + " IN (" + values + "))");
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        return phrase + Phrases.some(arguments.list("value_set"));
    }
}
