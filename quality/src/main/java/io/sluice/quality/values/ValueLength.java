package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.sql.Literal;
import java.util.List;

/** The expectation that values have one length, in characters or bytes. */
public final class ValueLength implements ColumnValues {
    @Override
    public String type() {
        return "expect_column_value_lengths_to_equal";
    }

    @Override
    public List<Parameter> ownParameters() {
        return List.of(Parameter.required("value", Parameter.Kind.NUMBER));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return ValueRange.lengthProblems(arguments.column());
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        return "(length(" + quotedColumn + ") = "
                + Literal.of(value(arguments), DataType.BIGINT).sql() + ")";
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        return "have a length of " + value(arguments);
    }

    private static Object value(Arguments arguments) {
        return arguments.value("value").orElseThrow();
    }
}
