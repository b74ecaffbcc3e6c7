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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Expectations about the values of several columns in each row. */
public enum RowTuples implements ExpectationType {
    SUM("expect_multicolumn_sum_to_equal"),
    UNIQUE_WITHIN_RECORD("expect_select_column_values_to_be_unique_within_record");

    private final String type;

    RowTuples(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column_list", Parameter.Kind.COLUMNS));
        if (this == SUM) {
            parameters.add(Parameter.required("sum_total", Parameter.Kind.NUMBER));
        }
        parameters.add(Uniqueness.IGNORE_ROW_IF);
        parameters.add(Parameter.MOSTLY);
        return parameters;
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> names = arguments.texts("column_list");
        if (new LinkedHashSet<>(names).size() < names.size()) {
            return List.of("column_list names a column twice: " + String.join(", ", names));
        }
        List<Column> columns = names.stream()
                .flatMap(name -> arguments.columns().find(name).stream())
                .toList();
        if (this == SUM) {
            return columns.stream()
                    .filter(column -> !Columns.isNumeric(column.type()))
                    .map(column -> "column " + column.name() + " has type " + column.type() + ", which is not a number")
                    .toList();
        }
        return columns.size() < 2 ? List.of("column_list must name at least two columns") : mixed(columns);
    }

    private static List<String> mixed(List<Column> columns) {
        Column first = columns.get(0);
        return columns.stream()
                .filter(column -> column.type().kind() != first.type().kind()
                        && !(Columns.isNumeric(column.type()) && Columns.isNumeric(first.type())))
                .map(column -> "column " + first.name() + " of type " + first.type() + " and column " + column.name()
                        + " of type " + column.type() + " cannot be compared")
                .toList();
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        List<String> names = arguments.texts("column_list");
        List<String> quoted = names.stream().map(Names::quoted).toList();
        String expected = this == SUM ? sum(arguments, quoted) : different(quoted);
        String phrase = this == SUM
                ? "sums of " + String.join(", ", names) + " are "
                        + arguments.value("sum_total").orElseThrow()
                : "values of " + String.join(", ", names) + " differ within each row";
        return RowCounting.expecting(Uniqueness.missing(arguments, names), expected)
                .compile(arguments, phrase);
    }

    /** A null counts as 0 among others. Whole numbers are added as decimals, which do not wrap. */
    private static String sum(Arguments arguments, List<String> quoted) {
        boolean whole = arguments.texts("column_list").stream()
                .map(name -> arguments.columns().find(name).orElseThrow().type().kind())
                .allMatch(kind -> kind == DataType.Kind.INT || kind == DataType.Kind.BIGINT);
        String terms = quoted.stream()
                .map(name -> "coalesce(" + (whole ? "CAST(" + name + " AS DECIMAL(20,0))" : name) + ", 0)")
                .collect(Collectors.joining(" + "));
        Object total = arguments.value("sum_total").orElseThrow();
        return "(" + terms + " = "
                + Literal.of(total, whole ? DataType.BIGINT : DataType.DOUBLE).sql() + ")";
    }

    private static String different(List<String> quoted) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < quoted.size(); i++) {
            for (int j = i + 1; j < quoted.size(); j++) {
                pairs.add(quoted.get(i) + " <=> " + quoted.get(j));
            }
        }
        return "NOT (" + String.join(" OR ", pairs) + ")";
    }
}
