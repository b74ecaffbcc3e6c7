package io.sluice.quality.audit;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.pass.Measurements;
import io.sluice.quality.sql.RowOrder;
import io.sluice.quality.sql.SparkColumns;
import io.sluice.quality.sql.SqlFunctions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The audit of a snapshot: one fused pass for everything that can share it, and one for each grouping. */
public final class Audit {
    private static final Measure ROWS = Measure.count("TRUE");

    private Audit() {}

    /**
     * Judges rows by expectations and by the rules that every gate has. Reads the data, changes nothing; the same rows
     * give the same result. An expectation that cannot be evaluated is UNKNOWN and does not disturb the others.
     *
     * @param data the staged rows with the columns that people declared, and at most those that order them
     * @throws RuntimeException when not even the rows can be counted; a retry may help
     */
    public static AuditResult run(Dataset<Row> data, List<Expectation> expectations, AuditFacts facts) {
        return run(data, expectations, facts, Surroundings.NONE);
    }

    /** The same with what expectations may know besides the rows. */
    public static AuditResult run(
            Dataset<Row> data, List<Expectation> expectations, AuditFacts facts, Surroundings surroundings) {
        List<Column> columns = SparkColumns.of(data.schema()).stream()
                .filter(column -> !RowOrder.isHidden(column.name()))
                .toList();
        List<AuditedExpectation> audited = expectations.stream()
                .map(expectation -> AuditedExpectation.of(expectation, columns, surroundings))
                .toList();
        List<Measure> measures = new ArrayList<>(List.of(ROWS));
        audited.forEach(expectation -> measures.addAll(expectation.measures()));
        SqlFunctions.register(data.sparkSession());
        Measurements measured = Measurements.take(data, measures);
        long rows = (Long) java.util.Objects.requireNonNull(measured.value(ROWS), "rows is null");
        List<RuleOutcome> rules = new ArrayList<>(new GateRules(facts, rows).outcomes());
        audited.forEach(expectation -> rules.add(expectation.outcome(measured)));
        return new AuditResult(facts, rows, Outcome.of(rules), rules);
    }
}
