package io.sluice.quality.measure.pass;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.RowOrder;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.util.Success;
import scala.util.Try;

/** Counts rows that fail beside others: first what all rows have in common, then the rows. */
record TogetherPass(List<Measure> measures) implements Pass {
    private static final String FAILING = "sluice_failing";

    TogetherPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new TogetherPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        failing(totalled(data, lit(null).cast("double")));
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        Measure.Together measure = (Measure.Together) measures.get(0);
        Dataset<Row> counted = data;
        if (!measure.totals().isEmpty()) {
            Dataset<Row> judged = data.where(measure.where());
            List<Column> totals =
                    measure.totals().values().stream().map(sql -> expr(sql)).toList();
            Row first = judged.agg(
                            totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new))
                    .first();
            int index = 0;
            for (String name : measure.totals().keySet()) {
                counted = counted.withColumn(name, lit(first.get(index++)).cast("double"));
            }
        }
        return Map.of(
                measure, new Success<>(failing(counted).where(col(FAILING)).count()));
    }

    private Dataset<Row> totalled(Dataset<Row> data, Column value) {
        Dataset<Row> totalled = data;
        for (String name : ((Measure.Together) measures.get(0)).totals().keySet()) {
            totalled = totalled.withColumn(name, value);
        }
        return totalled;
    }

    private Dataset<Row> failing(Dataset<Row> data) {
        Measure.Together measure = (Measure.Together) measures.get(0);
        Dataset<Row> ordered = measure.ordered() ? RowOrder.number(data) : data;
        return ordered.where(measure.where()).select(expr(measure.failing()).as(FAILING));
    }
}
