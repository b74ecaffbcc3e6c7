package io.sluice.quality.rule;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.SqlFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The rules of a gate that single rows can fail. */
public record RowRules(List<RowRule> list) {
    /** The column that names the rules a row failed. */
    public static final String FAILED_RULES = "failedRules";

    public RowRules {
        list = List.copyOf(list);
    }

    /**
     * The row-level forms of expectations; those that have none, or do not fit the schema, are left out (the audit
     * reports the latter).
     */
    public static RowRules compile(List<Expectation> expectations, List<Column> schema) {
        List<RowRule> rules = new ArrayList<>();
        for (Expectation expectation : expectations) {
            // Others may need a table or a profile that nobody has at hand here, and would compile to nothing.
            if (ExpectationCatalogue.isAboutRows(expectation)
                    && ExpectationCatalogue.check(expectation, schema).isEmpty()) {
                CompiledExpectation compiled = ExpectationCatalogue.compile(expectation, schema);
                RowForm form = compiled.rows();
                if (form != null) {
                    rules.add(new RowRule(
                            expectation.id(),
                            expectation.severity(),
                            expectation.rows(),
                            form.failing(),
                            form.scope(),
                            compiled.expected()));
                }
            }
        }
        return new RowRules(rules);
    }

    /** The rules that always quarantine their failing rows. */
    public RowRules quarantining() {
        return new RowRules(list.stream()
                .filter(rule -> rule.action() == RowAction.QUARANTINE)
                .toList());
    }

    /** The rules that always quarantine, and those that somebody named. */
    public RowRules quarantining(Collection<String> named) {
        return new RowRules(list.stream()
                .filter(rule -> rule.action() == RowAction.QUARANTINE || named.contains(rule.id()))
                .toList());
    }

    /** The rules with these ids. */
    public RowRules only(Collection<String> ids) {
        return new RowRules(
                list.stream().filter(rule -> ids.contains(rule.id())).toList());
    }

    public List<String> ids() {
        return list.stream().map(RowRule::id).toList();
    }

    /** Every row with a further column {@code failedRules}: the ids of the rules it fails, in the order of the rules. */
    public Dataset<Row> mark(Dataset<Row> rows) {
        return marked(rows, list.stream().filter(rule -> fits(rows, rule)).toList());
    }

    /** Tells failing rows from good ones. Every row is in exactly one of the two. */
    public SplitRows split(Dataset<Row> rows) {
        List<RowRule> fitting = list.stream().filter(rule -> fits(rows, rule)).toList();
        List<String> unevaluated = list.stream()
                .filter(rule -> !fitting.contains(rule))
                .map(RowRule::id)
                .toList();
        Dataset<Row> marked = marked(rows, fitting);
        String failed = "size(" + FAILED_RULES + ")";
        return new SplitRows(
                marked.where(failed + " = 0").drop(FAILED_RULES), marked.where(failed + " > 0"), unevaluated);
    }

    private static Dataset<Row> marked(Dataset<Row> rows, List<RowRule> rules) {
        SqlFunctions.register(rows.sparkSession());
        String ids = rules.stream()
                .map(rule -> "CASE WHEN " + rule.failing() + " THEN " + Literal.text(rule.id()) + " END")
                .collect(Collectors.joining(", "));
        String failed =
                rules.isEmpty() ? "CAST(array() AS ARRAY<STRING>)" : "filter(array(" + ids + "), id -> id IS NOT NULL)";
        return rows.withColumn(FAILED_RULES, functions.expr(failed));
    }

    private static boolean fits(Dataset<Row> rows, RowRule rule) {
        try {
            SqlFunctions.register(rows.sparkSession());
            rows.select(functions.expr(rule.failing()));
            return true;
        } catch (Exception unresolved) { // Spark throws its checked AnalysisException undeclared
            return false;
        }
    }
}
