package io.sluice.quality.reference;

import io.sluice.definitions.name.Nearest;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The expectation of referential integrity: that each combination of values is among the certified rows of another table.
 * Rows with a null in the combination are passed over, as a foreign key does.
 */
public final class ValuesInOtherTable implements ExpectationType {
    @Override
    public String type() {
        return "expect_column_values_to_exist_in_other_table";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column_list", Kind.COLUMNS),
                Parameter.required("other_table_name", Kind.TEXT),
                Parameter.optional("other_column_list", Kind.TEXTS),
                Parameter.MOSTLY);
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return others(arguments).size() == arguments.texts("column_list").size()
                ? List.of()
                : List.of("other_column_list needs as many columns as column_list");
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        List<String> columns = arguments.texts("column_list");
        String name = arguments.text("other_table_name");
        KnownTable other = arguments
                .surroundings()
                .table(name)
                .orElseThrow(() -> new NotEvaluatedException("there is no table " + name + " with certified rows"));
        requireColumns(other.rows(), others(arguments), name);
        String missing = columns.stream()
                .map(column -> Names.quoted(column) + " IS NULL")
                .collect(Collectors.joining(" OR "));
        String condition = arguments.condition();
        double mostly = arguments.mostly();
        return new CompiledExpectation(
                List.of(
                        Measure.count(condition),
                        Measure.count(RowCounting.and(condition, "(" + missing + ")")),
                        new Measure.Strangers(
                                columns,
                                RowCounting.and(condition, "NOT (" + missing + ")"),
                                other.rows(),
                                others(arguments))),
                values -> Judgement.of(RowCounting.counts(values), mostly)
                        .with(Map.of(KnownTable.DETAIL, other.pinned())),
                null,
                Phrases.mostly(mostly) + "values of " + String.join(", ", columns) + " are in " + name);
    }

    /** Spark takes names such as {@code user} for functions where there is no such column. */
    private static void requireColumns(Dataset<Row> other, List<String> columns, String name) {
        List<String> known = List.of(other.columns());
        columns.stream().filter(column -> !known.contains(column)).findFirst().ifPresent(unknown -> {
            throw new NotEvaluatedException(name + " has no column " + unknown + Nearest.hint(unknown, known));
        });
    }

    private static List<String> others(Arguments arguments) {
        return arguments.value("other_column_list").isPresent()
                ? arguments.texts("other_column_list")
                : arguments.texts("column_list");
    }
}
