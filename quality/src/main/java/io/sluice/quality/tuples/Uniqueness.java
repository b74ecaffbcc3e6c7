package io.sluice.quality.tuples;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Expectations that no value, or combination of values, occurs twice. Every row of a repeated one fails, the first
 * included.
 */
public enum Uniqueness implements ExpectationType {
    COLUMN("expect_column_values_to_be_unique"),
    COMPOUND("expect_compound_columns_to_be_unique"),
    /** Another name that Great Expectations has for the same. */
    MULTICOLUMN("expect_multicolumn_values_to_be_unique");
    /** Which rows are passed over for their nulls. */
    static final Parameter IGNORE_ROW_IF =
            Parameter.optional("ignore_row_if", List.of("all_values_are_missing", "any_value_is_missing", "never"));

    private final String type;

    Uniqueness(String type) {
        this.type = type;
    }

    private List<String> columns(Arguments arguments) {
        return this == COLUMN ? List.of(arguments.text("column")) : arguments.texts("column_list");
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return this == COLUMN
                ? List.of(Parameter.required("column", Parameter.Kind.COLUMN), Parameter.MOSTLY)
                : List.of(Parameter.required("column_list", Parameter.Kind.COLUMNS), IGNORE_ROW_IF, Parameter.MOSTLY);
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> columns = columns(arguments);
        return new LinkedHashSet<>(columns).size() == columns.size()
                ? List.of()
                : List.of("column_list names a column twice: " + String.join(", ", columns));
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        List<String> columns = columns(arguments);
        String missing = missing(arguments, columns);
        String condition = arguments.condition();
        String judged = RowCounting.and(condition, "NOT (" + missing + ")");
        double mostly = arguments.mostly();
        String subject = columns.size() == 1 ? "values of " : "combinations of ";
        return new CompiledExpectation(
                List.of(
                        Measure.count(condition),
                        Measure.count(RowCounting.and(condition, "(" + missing + ")")),
                        new Measure.Grouping(columns, judged)),
                values -> Judgement.of(counts(values), mostly),
                new RowForm(repeated(columns, judged), RowForm.Scope.ALL_ROWS),
                Phrases.mostly(mostly) + subject + String.join(", ", columns) + " occur once");
    }

    private static Counts counts(List<@Nullable Object> values) {
        GroupCounts groups = (GroupCounts) Objects.requireNonNull(values.get(2), "groups is null");
        return new Counts(RowCounting.count(values, 0), RowCounting.count(values, 1), groups.repeatedRows());
    }

    static String missing(Arguments arguments, List<String> columns) {
        String choice = arguments.choice("ignore_row_if", "all_values_are_missing");
        if (choice.equals("never")) {
            return "FALSE";
        }
        return columns.stream()
                .map(column -> Names.quoted(column) + " IS NULL")
                .collect(Collectors.joining(choice.equals("any_value_is_missing") ? " OR " : " AND "));
    }

    private static String repeated(List<String> columns, String judged) {
        return judged + " AND count(CASE WHEN " + judged + " THEN 1 END) OVER (PARTITION BY " + Names.quoted(columns)
                + ") > 1";
    }
}
