package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * Expectations about each value of one column (column-map expectations). Nulls are passed over; {@code mostly} is a
 * share of the values that are not null.
 */
public interface ColumnValues extends ExpectationType {
    /** The parameters between {@code column} and {@code mostly}. */
    List<Parameter> ownParameters();

    /** Spark SQL that is true for a value that is as expected. */
    String expected(String quotedColumn, Column column, Arguments arguments);

    /** What values are expected to do, such as {@code are between 1 and 2}. */
    String phrase(Column column, Arguments arguments);

    @Override
    default List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column", Parameter.Kind.COLUMN));
        parameters.addAll(ownParameters());
        parameters.add(Parameter.MOSTLY);
        return parameters;
    }

    @Override
    default boolean isAboutRows() {
        return true;
    }

    @Override
    default CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        String quoted = Names.quoted(column.name());
        return RowCounting.expecting(quoted + " IS NULL", expected(quoted, column, arguments))
                .compile(arguments, "values of " + column.name() + " " + phrase(column, arguments));
    }
}
