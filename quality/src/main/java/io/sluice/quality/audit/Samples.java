package io.sluice.quality.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.definitions.model.Expectation;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.Observed;
import io.sluice.quality.sql.RowOrder;
import io.sluice.quality.sql.SparkColumns;
import io.sluice.quality.sql.SqlFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The first few unexpected values of rules that failed, under the name that Great Expectations gives them. They are
 * values of rows: they belong into reports that lie beside the data, never into messages.
 */
public final class Samples {
    /** Where they are among the details of a rule. */
    public static final String LIST = "partial_unexpected_list";

    private static final int MOST = 20;
    private static final int LONGEST = 1_000;

    private final Dataset<Row> data;
    private final Set<String> identifying;

    private Samples(Dataset<Row> data, Collection<String> identifying) {
        this.data = data;
        this.identifying = Set.copyOf(identifying);
    }

    /**
     * The same result with samples of the failed rules about rows: one more pass for those that look at single rows,
     * one for each that compares rows. What cannot be sampled stays as it is. Values of identifying columns are neither
     * sampled nor left in what other rules observed.
     *
     * @param data what was audited
     * @param identifying columns whose values are not shown
     */
    public static AuditResult add(
            Dataset<Row> data, List<Expectation> expectations, AuditResult result, Collection<String> identifying) {
        return new Samples(data, identifying).add(expectations, result);
    }

    private AuditResult add(List<Expectation> expectations, AuditResult result) {
        Map<String, Sampled> alone = new LinkedHashMap<>();
        Map<String, List<Object>> found = new LinkedHashMap<>();
        for (Expectation expectation : expectations) {
            // Others may need a table that is not at hand here, and have no rows to show.
            if (ExpectationCatalogue.isAboutRows(expectation) && hasUnexpected(expectation, result)) {
                Sampled sampled = sampled(expectation);
                if (sampled != null && sampled.form().scope() == RowForm.Scope.ROW) {
                    alone.put(expectation.id(), sampled);
                } else if (sampled != null) {
                    found.putAll(take(Map.of(expectation.id(), sampled)));
                }
            }
        }
        found.putAll(alone.isEmpty() ? Map.of() : take(alone));
        List<RuleOutcome> rules = result.rules().stream()
                .map(rule -> found.containsKey(rule.rule()) ? with(rule, found.get(rule.rule())) : rule)
                .map(rule -> Redaction.of(rule, identifying))
                .toList();
        return new AuditResult(result.facts(), result.rows(), result.outcome(), rules);
    }

    private static boolean hasUnexpected(Expectation expectation, AuditResult result) {
        return result.rules().stream().anyMatch(rule -> rule.rule().equals(expectation.id()) && rule.unexpected() > 0);
    }

    private @Nullable Sampled sampled(Expectation expectation) {
        List<io.sluice.definitions.model.Column> columns = SparkColumns.of(data.schema()).stream()
                .filter(column -> !RowOrder.isHidden(column.name()))
                .toList();
        CompiledExpectation compiled = ExpectationCatalogue.compile(expectation, columns);
        List<String> names = Redaction.columns(expectation.kwargs());
        return compiled.rows() == null || names.isEmpty()
                ? null
                : new Sampled(
                        compiled.rows(),
                        names,
                        expectation.kwargs().containsKey("column_A"),
                        expectation.kwargs().containsKey("column_list"));
    }

    private Map<String, List<Object>> take(Map<String, Sampled> wanted) {
        try {
            List<Column> selected = new ArrayList<>();
            int index = 0;
            for (Sampled sampled : wanted.values()) {
                selected.add(expr("coalesce(" + sampled.form().failing() + ", false)")
                        .as("f" + index));
                selected.add(values(sampled).as("v" + index++));
            }
            SqlFunctions.register(data.sparkSession());
            int rules = index;
            Column any = col("f0");
            for (int i = 1; i < rules; i++) {
                any = any.or(col("f" + i));
            }
            List<Row> rows = data.select(selected.toArray(Column[]::new))
                    .where(any)
                    .javaRDD()
                    .mapPartitions(partition -> first(partition, rules))
                    .collect();
            return shown(wanted, rows);
        } catch (RuntimeException unsampled) { // samples are a help; the verdict stands without them
            return Map.of();
        }
    }

    /** The columns of a rule as texts where they may be long. */
    private Column values(Sampled sampled) {
        List<String> terms = sampled.columns().stream()
                .map(name ->
                        identifying.contains(name) ? "'" + Redaction.REDACTED + "'" : cut(Names.quoted(name), name))
                .toList();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            named.add(terms.get(i) + " AS c" + i);
        }
        return expr("struct(" + String.join(", ", named) + ")");
    }

    private String cut(String quoted, String name) {
        return switch (data.schema().apply(name).dataType().typeName()) {
            case "string" -> "left(" + quoted + ", " + LONGEST + ")";
            case "binary" -> "left(hex(" + quoted + "), " + LONGEST + ")";
            case "array", "struct", "map" -> "left(CAST(" + quoted + " AS STRING), " + LONGEST + ")";
            default -> quoted;
        };
    }

    /** At most so many rows for each rule; every partition stays small on its way to the driver. */
    private static Iterator<Row> first(Iterator<Row> rows, int rules) {
        int[] counts = new int[rules];
        List<Row> first = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            boolean wanted = false;
            for (int i = 0; i < rules; i++) {
                wanted |= row.getBoolean(2 * i) && counts[i]++ < MOST;
            }
            if (wanted) {
                first.add(row);
            }
        }
        return first.iterator();
    }

    private static Map<String, List<Object>> shown(Map<String, Sampled> wanted, List<Row> rows) {
        Map<String, List<Object>> shown = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, Sampled> entry : wanted.entrySet()) {
            int place = 2 * index++;
            List<@Nullable Object> values = new ArrayList<>();
            rows.stream()
                    .filter(row -> row.getBoolean(place))
                    .limit(MOST)
                    .forEach(row -> values.add(value(entry.getValue(), row.getStruct(place + 1))));
            shown.put(entry.getKey(), Collections.unmodifiableList(values));
        }
        return shown;
    }

    /** One value, a pair, or values by column: as Great Expectations shows them. */
    private static @Nullable Object value(Sampled sampled, Row values) {
        if (sampled.columns().size() == 1 && !sampled.isList()) {
            return Observed.normal(values.get(0));
        }
        if (sampled.isPair()) {
            return Collections.unmodifiableList(
                    java.util.Arrays.asList(Observed.normal(values.get(0)), Observed.normal(values.get(1))));
        }
        List<String> columns = sampled.columns();
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), Observed.normal(values.get(i)));
        }
        return Collections.unmodifiableMap(named);
    }

    private static RuleOutcome with(RuleOutcome rule, List<Object> samples) {
        Map<String, Object> details = new LinkedHashMap<>(rule.details());
        details.put(LIST, samples);
        return new RuleOutcome(
                rule.rule(),
                rule.type(),
                rule.kwargs(),
                rule.severity(),
                rule.action(),
                rule.status(),
                rule.rowLevel(),
                rule.counts(),
                rule.observedValue(),
                details,
                rule.observed(),
                rule.expected());
    }

    /** A rule and the columns that its samples show. */
    private record Sampled(RowForm form, List<String> columns, boolean isPair, boolean isList) {}
}
