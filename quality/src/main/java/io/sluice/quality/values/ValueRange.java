package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.Parameter;
import java.util.List;

/** Expectations that values, or their lengths in characters, lie between bounds. */
public enum ValueRange implements ColumnValues {
    VALUE("expect_column_values_to_be_between", Bounds.PARAMETERS) {
        @Override
        DataType compared(Column column) {
            return column.type();
        }

        @Override
        String term(String quotedColumn) {
            return quotedColumn;
        }

        @Override
        boolean accepts(DataType type) {
            return Columns.isOrdered(type);
        }

        @Override
        public String phrase(Column column, Arguments arguments) {
            return "are " + Bounds.of(arguments, column.type()).phrase();
        }
    },
    LENGTH("expect_column_value_lengths_to_be_between", Bounds.COUNT_PARAMETERS) {
        @Override
        DataType compared(Column column) {
            return DataType.BIGINT;
        }

        @Override
        String term(String quotedColumn) {
            return "length(" + quotedColumn + ")";
        }

        @Override
        boolean accepts(DataType type) {
            return hasLength(type);
        }

        @Override
        public String phrase(Column column, Arguments arguments) {
            return "have a length of " + Bounds.of(arguments, DataType.BIGINT).phrase();
        }
    };

    private final String type;
    private final List<Parameter> own;

    ValueRange(String type, List<Parameter> own) {
        this.type = type;
        this.own = own;
    }

    /** What keeps values of a column from having a length; empty when nothing does. */
    static List<String> lengthProblems(Column column) {
        return hasLength(column.type())
                ? List.of()
                : List.of("column " + column.name() + " has type " + column.type() + ", which has no length");
    }

    private static boolean hasLength(DataType type) {
        return type.kind() == DataType.Kind.STRING || type.kind() == DataType.Kind.BINARY;
    }

    abstract DataType compared(Column column);

    abstract String term(String quotedColumn);

    abstract boolean accepts(DataType type);

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> ownParameters() {
        return own;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        if (!accepts(column.type())) {
            return List.of("column " + column.name() + " has type " + column.type()
                    + (this == LENGTH ? ", which has no length" : ", which has no order"));
        }
        return Bounds.problems(arguments, compared(column), Bounds.Needed.AT_LEAST_ONE);
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        return Bounds.of(arguments, compared(column)).sql(term(quotedColumn));
    }
}
