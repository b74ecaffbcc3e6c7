package io.sluice.quality.tuples;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expectations about the values of two columns in each row. Null equals null and is
 * greater than nothing; NaN is greater than every number. */
public enum PairValues implements ExpectationType {
    GREATER("expect_column_pair_values_a_to_be_greater_than_b"),
    EQUAL("expect_column_pair_values_to_be_equal"),
    IN_SET("expect_column_pair_values_to_be_in_set");

    private static final String PAIRS = "value_pairs_set";

    private final String type;

    PairValues(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(
                Parameter.required("column_A", Parameter.Kind.COLUMN),
                Parameter.required("column_B", Parameter.Kind.COLUMN)));
        if (this == GREATER) {
            parameters.add(Parameter.optional("or_equal", Parameter.Kind.FLAG));
        } else if (this == IN_SET) {
            parameters.add(Parameter.required(PAIRS, Parameter.Kind.VALUES));
        }
        parameters.add(Parameter.optional(
                "ignore_row_if", List.of("both_values_are_missing", "either_value_is_missing", "neither")));
        parameters.add(Parameter.MOSTLY);
        return parameters;
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column a = arguments.column("column_A");
        Column b = arguments.column("column_B");
        if (this == IN_SET) {
            return pairProblems(arguments, a, b);
        }
        boolean ordered = Columns.isOrdered(a.type()) && Columns.isOrdered(b.type()) || this == EQUAL;
        boolean comparable = a.type().kind() == b.type().kind()
                || Columns.isNumeric(a.type()) && Columns.isNumeric(b.type())
                || isTime(a.type()) && isTime(b.type());
        return ordered && comparable
                ? List.of()
                : List.of("column " + a.name() + " of type " + a.type() + " and column " + b.name() + " of type "
                        + b.type() + " cannot be compared");
    }

    private static List<String> pairProblems(Arguments arguments, Column a, Column b) {
        List<String> problems = new ArrayList<>();
        if (arguments.list(PAIRS).isEmpty()) {
            problems.add(PAIRS + " is empty");
        }
        for (Object pair : arguments.list(PAIRS)) {
            if (!(pair instanceof List<?> two) || two.size() != 2) {
                problems.add(PAIRS + " must be a list of pairs, not of " + pair);
            } else {
                problem(two.get(0), a, problems);
                problem(two.get(1), b, problems);
            }
        }
        return problems;
    }

    private static void problem(@Nullable Object value, Column column, List<String> problems) {
        try {
            if (value != null) {
                Literal.of(value, column.type());
            }
        } catch (IllegalArgumentException wrong) {
            problems.add(PAIRS + ": " + wrong.getMessage());
        }
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String a = Names.quoted(arguments.text("column_A"));
        String b = Names.quoted(arguments.text("column_B"));
        return RowCounting.expecting(passedOver(arguments, a, b), expected(arguments, a, b))
                .compile(arguments, phrase(arguments));
    }

    private String expected(Arguments arguments, String a, String b) {
        return switch (this) {
            case GREATER -> a + (arguments.flag("or_equal") ? " >= " : " > ") + b;
            case EQUAL -> a + " <=> " + b;
            case IN_SET ->
                arguments.list(PAIRS).stream()
                        .map(pair -> (List<?>) pair)
                        .map(pair -> "(" + a + " <=> " + literal(pair.get(0), arguments.column("column_A")) + " AND "
                                + b + " <=> " + literal(pair.get(1), arguments.column("column_B")) + ")")
                        .collect(Collectors.joining(" OR "));
        };
    }

    private static String literal(@Nullable Object value, Column column) {
        return value == null ? "NULL" : Literal.of(value, column.type()).sql();
    }

    private String phrase(Arguments arguments) {
        String a = arguments.text("column_A");
        String b = arguments.text("column_B");
        return switch (this) {
            case GREATER ->
                "values of " + a + " are greater than " + (arguments.flag("or_equal") ? "or equal to " : "")
                        + "those of " + b;
            case EQUAL -> "values of " + a + " equal those of " + b;
            case IN_SET -> "values of " + a + " and " + b + " are among the pairs";
        };
    }

    private static String passedOver(Arguments arguments, String a, String b) {
        return switch (arguments.choice("ignore_row_if", "both_values_are_missing")) {
            case "either_value_is_missing" -> a + " IS NULL OR " + b + " IS NULL";
            case "neither" -> "FALSE";
            default -> a + " IS NULL AND " + b + " IS NULL";
        };
    }

    private static boolean isTime(DataType type) {
        return type.kind() == DataType.Kind.DATE || type.kind() == DataType.Kind.TIMESTAMP;
    }
}
