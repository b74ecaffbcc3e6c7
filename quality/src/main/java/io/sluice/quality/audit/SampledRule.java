package io.sluice.quality.audit;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ResultFormat;
import io.sluice.quality.form.ResultFormat.Level;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A rule of which some failing rows are shown.
 *
 * @param domain the columns that it is about
 * @param taken the columns of a row that are read: those, and what the result format asks for
 */
record SampledRule(
        RowForm form, Expectation expectation, List<String> domain, List<String> taken, ResultFormat format) {
    /** Null where nothing can be shown, or nobody wants to see it. */
    static @Nullable SampledRule of(Expectation expectation, CompiledExpectation compiled, List<String> columns) {
        List<String> domain = Redaction.columns(expectation.kwargs());
        ResultFormat format = ResultFormat.of(expectation.kwargs());
        if (compiled.rows() == null || domain.isEmpty() || format.sampled() == 0) {
            return null;
        }
        Set<String> taken = new LinkedHashSet<>(format.indexColumns());
        taken.addAll(domain);
        taken.addAll(format.rows() ? columns : List.of());
        return new SampledRule(compiled.rows(), expectation, domain, List.copyOf(taken), format);
    }

    /** What some failing rows say, under the names that Great Expectations gives it. */
    Map<String, Object> details(List<Row> rows) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (format.values()) {
            List<@Nullable Object> values = rows.stream().map(this::value).toList();
            details.put(Samples.LIST, first(values));
            if (format.isAtLeast(Level.COMPLETE)) {
                details.put("unexpected_list", values);
            }
        }
        if (format.rows()) {
            details.put(Samples.ROWS, first(rows.stream().map(this::row).toList()));
        }
        if (!format.indexColumns().isEmpty()) {
            details.put("unexpected_index_column_names", format.indexColumns());
            index(rows, details);
        }
        return details;
    }

    private void index(List<Row> rows, Map<String, Object> details) {
        if (format.isAtLeast(Level.SUMMARY) && format.partial() > 0) {
            details.put("partial_unexpected_index_list", places(first(rows)));
        }
        if (format.isAtLeast(Level.COMPLETE)) {
            details.put("unexpected_index_list", places(rows));
        }
    }

    /** Which rows they are, and what is wrong there; where that is not to be shown, one list for each column. */
    private List<Map<String, Object>> places(List<Row> rows) {
        if (format.values()) {
            Set<String> columns = new LinkedHashSet<>(format.indexColumns());
            columns.addAll(domain);
            return rows.stream().map(row -> named(row, List.copyOf(columns))).toList();
        }
        Map<String, Object> lists = new LinkedHashMap<>();
        for (String column : format.indexColumns()) {
            List<@Nullable Object> values = new ArrayList<>();
            rows.forEach(row -> values.add(value(row, column)));
            lists.put(column, values);
        }
        return List.of(lists);
    }

    private <T> List<T> first(List<T> all) {
        List<T> first = new ArrayList<>(all.subList(0, Math.min(format.partial(), all.size())));
        return Collections.unmodifiableList(first);
    }

    /** One value, a pair, or values by column: as Great Expectations shows them. */
    private @Nullable Object value(Row row) {
        if (expectation.kwargs().containsKey("column_list")) {
            return named(row, domain);
        }
        return domain.size() == 1
                ? value(row, domain.get(0))
                : Collections.unmodifiableList(Arrays.asList(value(row, domain.get(0)), value(row, domain.get(1))));
    }

    private Map<String, Object> row(Row row) {
        return named(row, taken);
    }

    private Map<String, Object> named(Row row, List<String> columns) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        columns.forEach(column -> named.put(column, value(row, column)));
        return Collections.unmodifiableMap(named);
    }

    private @Nullable Object value(Row row, String column) {
        return Observed.normal(row.get(taken.indexOf(column)));
    }
}
