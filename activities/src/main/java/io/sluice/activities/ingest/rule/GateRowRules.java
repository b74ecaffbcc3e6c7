package io.sluice.activities.ingest.rule;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.form.RowForm.Scope;
import io.sluice.quality.rule.RowRule;
import io.sluice.quality.rule.RowRules;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rules of a gate that send single rows to quarantine: those that always do, and those that a person decided. */
public final class GateRowRules {
    private final RowRules rules;

    public GateRowRules(Source source, List<Expectation> expectations, Collection<String> decided) {
        this.rules = RowRules.compile(expectations, source.schema()).quarantining(decided);
    }

    /** Applies the rules that a row fails by itself; for rows with a status. */
    public Dataset<Row> checkRows(Dataset<Row> rows) {
        return apply(rows, scoped(Scope.ROW));
    }

    /** Applies the rules that compare rows: only rows that are kept so far take part. */
    public Dataset<Row> checkTogether(Dataset<Row> rows) {
        RowRules together = scoped(Scope.ALL_ROWS);
        if (together.list().isEmpty()) {
            return rows;
        }
        Column kept = col(StagingColumns.STATUS).equalTo(Status.KEPT.name());
        return apply(rows.filter(kept), together).unionByName(rows.filter(kept.unary_$bang()));
    }

    private Dataset<Row> apply(Dataset<Row> rows, RowRules applied) {
        if (applied.list().isEmpty()) {
            return rows;
        }
        Column failed = col(RowRules.FAILED_RULES);
        Column refused = col(StagingColumns.STATUS)
                .equalTo(Status.KEPT.name())
                .and(failing(rows, applied).orElse(size(failed).gt(0)));
        return applied.mark(rows)
                .withColumn(
                        StagingColumns.STATUS,
                        when(refused, Status.REFUSED.name()).otherwise(col(StagingColumns.STATUS)))
                .withColumn(StagingColumns.RULES, array_union(col(StagingColumns.RULES), failed))
                .drop(RowRules.FAILED_RULES);
    }

    /** Whether a row fails any rule, without the list of which: much cheaper where nobody asks for it. */
    private static Optional<Column> failing(Dataset<Row> rows, RowRules applied) {
        Column failing = AnyOf.of(
                applied.list().stream().map(rule -> expr(rule.failing())).toList());
        try {
            rows.select(failing);
            return Optional.of(failing);
        } catch (Exception unresolved) { // Spark throws its checked AnalysisException undeclared
            return Optional.empty();
        }
    }

    /** Whether rules compare rows, so that all of them are looked at together. */
    public boolean comparesRows() {
        return !scoped(Scope.ALL_ROWS).list().isEmpty();
    }

    private RowRules scoped(Scope scope) {
        return new RowRules(
                rules.list().stream().filter(rule -> rule.scope() == scope).toList());
    }

    /** What the rules say; other rules have another text. */
    public String text() {
        return rules.list().toString();
    }

    /** The worst severity of the rules failed; a check that every source has counts as an error. */
    public Column severity() {
        Column severity = lit(name(Severity.ERROR));
        Column worst = null;
        for (Severity level : List.of(Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.INFO)) {
            for (RowRule rule : rules.list()) {
                if (rule.severity() == level) {
                    Column failed = array_contains(col(StagingColumns.RULES), rule.id());
                    worst = worst == null ? when(failed, name(level)) : worst.when(failed, name(level));
                }
            }
        }
        Column ofRules = worst == null ? severity : worst.otherwise(severity);
        return when(size(col(StagingColumns.REASONS)).gt(0), severity).otherwise(ofRules);
    }

    /** All reasons in one text. */
    public Column reason() {
        Column[] expected = rules.list().stream()
                .map(rule -> when(
                        array_contains(col(StagingColumns.RULES), rule.id()),
                        lit(rule.id() + ": expected that " + rule.reason())))
                .toArray(Column[]::new);
        Column ofRules = expected.length == 0 ? array().cast("array<string>") : array_compact(array(expected));
        return array_join(array_union(col(StagingColumns.REASONS), ofRules), "; ");
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
