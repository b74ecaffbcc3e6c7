package io.sluice.quality.audit;

import static org.apache.spark.sql.functions.expr;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.ResultFormat;
import io.sluice.quality.form.ResultFormat.Level;
import io.sluice.quality.sql.BatchQuery;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.Observed;
import io.sluice.quality.sql.SparkColumns;
import io.sluice.quality.table.UnexpectedRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The first rows that a query returns, where its result is to be complete. What a query selects may come from any column,
 * so that this is only asked for where no column identifies people.
 */
final class QuerySamples {
    private QuerySamples() {}

    /** By the id of the expectation; empty where it is no such query, or has rows that cannot be named by column. */
    static Map<String, Map<String, Object>> of(Dataset<Row> data, Expectation expectation) {
        boolean wanted = expectation.type().equals(UnexpectedRows.TYPE)
                && ResultFormat.of(expectation.kwargs()).isAtLeast(Level.COMPLETE);
        try {
            return wanted ? Map.of(expectation.id(), Map.of(Samples.ROWS, rows(data, expectation))) : Map.of();
        } catch (RuntimeException unsampled) { // samples are a help; the verdict stands without them
            return Map.of();
        }
    }

    private static List<Map<String, @Nullable Object>> rows(Dataset<Row> data, Expectation expectation) {
        Arguments arguments = new Arguments(expectation.kwargs(), new Columns(SparkColumns.of(data.schema())));
        Dataset<Row> rows = BatchQuery.rows(data.where(arguments.condition()), arguments.text(UnexpectedRows.QUERY));
        List<Column> cut = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            cut.add(expr(Samples.cut(Names.quoted(field.name()), field)).as(field.name()));
        }
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Row row :
                rows.select(cut.toArray(Column[]::new)).limit(ResultFormat.MOST).collectAsList()) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (String name : row.schema().fieldNames()) {
                named.put(name, Observed.normal(row.getAs(name)));
            }
            shown.add(named);
        }
        return shown;
    }
}
