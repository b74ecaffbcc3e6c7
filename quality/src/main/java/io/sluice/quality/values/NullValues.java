package io.sluice.quality.values;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.sql.Names;
import java.util.List;

/** Expectations about null itself: here every row counts and {@code mostly} is a share of all rows. */
public enum NullValues implements ExpectationType {
    NOT_NULL("expect_column_values_to_not_be_null", " IS NULL", " are not null"),
    NULL("expect_column_values_to_be_null", " IS NOT NULL", " are null");

    private final String type;
    private final String failing;
    private final String phrase;

    NullValues(String type, String failing, String phrase) {
        this.type = type;
        this.failing = failing;
        this.phrase = phrase;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("column", Parameter.Kind.COLUMN), Parameter.MOSTLY);
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        return new RowCounting(null, Names.quoted(column) + failing).compile(arguments, "values of " + column + phrase);
    }
}
