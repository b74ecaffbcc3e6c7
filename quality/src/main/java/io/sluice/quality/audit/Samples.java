package io.sluice.quality.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.ResultFormat;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.RowOrder;
import io.sluice.quality.sql.SparkColumns;
import io.sluice.quality.sql.SqlFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The first few unexpected values of rules that failed, under the name that Great Expectations gives them. They are
 * values of rows: they belong into reports that lie beside the data, never into messages.
 */
public final class Samples {
    /** Where they are among the details of a rule. */
    public static final String LIST = "partial_unexpected_list";

    /** Where whole rows are, if somebody asked for them. */
    public static final String ROWS = "unexpected_rows";

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
        Map<String, SampledRule> alone = new LinkedHashMap<>();
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (Expectation expectation : expectations) {
            if (hasUnexpected(expectation, result)) {
                if (identifying.isEmpty()) {
                    found.putAll(QuerySamples.of(data, expectation));
                }
                SampledRule sampled = sampled(expectation);
                if (sampled != null && sampled.form().scope() == RowForm.Scope.ROW) {
                    alone.put(expectation.id(), sampled);
                } else if (sampled != null) {
                    found.putAll(take(Map.of(expectation.id(), sampled)));
                }
            }
        }
        found.putAll(alone.isEmpty() ? Map.of() : take(alone));
        List<RuleOutcome> rules = result.rules().stream()
                .map(rule -> rule.with(found.getOrDefault(rule.rule(), Map.of())))
                .map(rule -> Redaction.of(rule, identifying))
                .toList();
        return new AuditResult(result.facts(), result.rows(), result.outcome(), rules);
    }

    private static boolean hasUnexpected(Expectation expectation, AuditResult result) {
        return result.rules().stream()
                .filter(rule -> rule.rule().equals(expectation.id()))
                .anyMatch(rule -> rule.counts() == null ? rule.status() == Status.FAILED : rule.unexpected() > 0);
    }

    private @Nullable SampledRule sampled(Expectation expectation) {
        List<io.sluice.definitions.model.Column> columns =
                SparkColumns.of(RowOrder.without(data).schema());
        CompiledExpectation compiled = compiled(expectation, columns);
        return compiled == null
                ? null
                : SampledRule.of(
                        expectation,
                        compiled,
                        columns.stream()
                                .map(io.sluice.definitions.model.Column::name)
                                .toList());
    }

    /** Null where the surroundings are needed, which only an audit knows. */
    private static @Nullable CompiledExpectation compiled(
            Expectation expectation, List<io.sluice.definitions.model.Column> columns) {
        try {
            return ExpectationCatalogue.compile(expectation, columns);
        } catch (NotEvaluatedException needsMore) {
            return null;
        }
    }

    private Map<String, Map<String, Object>> take(Map<String, SampledRule> wanted) {
        try {
            List<Column> selected = new ArrayList<>();
            int index = 0;
            for (SampledRule sampled : wanted.values()) {
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
    private Column values(SampledRule sampled) {
        List<String> terms = sampled.taken().stream()
                .map(name -> identifying.contains(name)
                        ? "'" + Redaction.REDACTED + "'"
                        : cut(Names.quoted(name), data.schema().apply(name)))
                .toList();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            named.add(terms.get(i) + " AS c" + i);
        }
        return expr("struct(" + String.join(", ", named) + ")");
    }

    /** A value that is short enough to be shown. */
    static String cut(String quoted, StructField field) {
        return switch (field.dataType().typeName()) {
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
                wanted |= row.getBoolean(2 * i) && counts[i]++ < ResultFormat.MOST;
            }
            if (wanted) {
                first.add(row);
            }
        }
        return first.iterator();
    }

    private static Map<String, Map<String, Object>> shown(Map<String, SampledRule> wanted, List<Row> rows) {
        Map<String, Map<String, Object>> shown = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, SampledRule> entry : wanted.entrySet()) {
            int place = 2 * index++;
            SampledRule rule = entry.getValue();
            shown.put(
                    entry.getKey(),
                    rule.details(rows.stream()
                            .filter(row -> row.getBoolean(place))
                            .limit(rule.format().sampled())
                            .map(row -> row.getStruct(place + 1))
                            .toList()));
        }
        return shown;
    }
}
