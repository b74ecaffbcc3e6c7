package io.sluice.quality.tuples;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.sql.Names;
import java.util.List;

/** The expectation that in each row the value of one column is greater than that of another. */
public final class PairValues implements ExpectationType {
    @Override
    public String type() {
        return "expect_column_pair_values_a_to_be_greater_than_b";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column_A", Parameter.Kind.COLUMN),
                Parameter.required("column_B", Parameter.Kind.COLUMN),
                Parameter.optional("or_equal", Parameter.Kind.FLAG),
                Parameter.optional(
                        "ignore_row_if", List.of("both_values_are_missing", "either_value_is_missing", "neither")),
                Parameter.MOSTLY);
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column a = arguments.column("column_A");
        Column b = arguments.column("column_B");
        boolean ordered = Columns.isOrdered(a.type()) && Columns.isOrdered(b.type());
        boolean comparable = a.type().kind() == b.type().kind()
                || Columns.isNumeric(a.type()) && Columns.isNumeric(b.type())
                || isTime(a.type()) && isTime(b.type());
        return ordered && comparable
                ? List.of()
                : List.of("column " + a.name() + " of type " + a.type() + " and column " + b.name() + " of type "
                        + b.type() + " cannot be compared");
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String a = Names.quoted(arguments.text("column_A"));
        String b = Names.quoted(arguments.text("column_B"));
        boolean orEqual = arguments.flag("or_equal");
        String expected = "(" + a + (orEqual ? " >= " : " > ") + b + notNaN(arguments) + ")";
        return RowCounting.expecting(passedOver(arguments, a, b), expected)
                .compile(
                        arguments,
                        "values of " + arguments.text("column_A") + " are greater than "
                                + (orEqual ? "or equal to " : "") + "those of " + arguments.text("column_B"));
    }

    private static String passedOver(Arguments arguments, String a, String b) {
        return switch (arguments.choice("ignore_row_if", "both_values_are_missing")) {
            case "either_value_is_missing" -> a + " IS NULL OR " + b + " IS NULL";
            case "neither" -> "FALSE";
            default -> a + " IS NULL AND " + b + " IS NULL";
        };
    }

    /** Spark puts NaN above everything; here it is on no side of anything. */
    private static String notNaN(Arguments arguments) {
        StringBuilder text = new StringBuilder();
        for (String argument : List.of("column_A", "column_B")) {
            Column column = arguments.column(argument);
            if (column.type().kind() == DataType.Kind.DOUBLE) {
                text.append(" AND NOT isnan(")
                        .append(Names.quoted(column.name()))
                        .append(")");
            }
        }
        return text.toString();
    }

    private static boolean isTime(DataType type) {
        return type.kind() == DataType.Kind.DATE || type.kind() == DataType.Kind.TIMESTAMP;
    }
}
