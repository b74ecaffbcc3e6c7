package io.sluice.quality.measure;

import com.amazon.deequ.analyzers.Analyzer;
import io.sluice.quality.sql.Names;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Option;

/**
 * A grouping as a Deequ analyzer. Deequ's own frequency analyzers count the rows in a further job and refuse nested
 * types; this one is a single job.
 */
record GroupingAnalyzer(Measure.Grouping measure) implements Analyzer<ValueState, ValueMetric> {
    private static final String SIZE = "sluice_group_size";

    @Override
    public Option<ValueState> computeStateFrom(Dataset<Row> data, Option<String> filterCondition) {
        Row counts = counts(data).first();
        return Option.apply(new ValueState(new GroupCounts(counts.getLong(0), counts.getLong(1))));
    }

    Dataset<Row> counts(Dataset<Row> data) {
        Column[] columns = measure.columns().stream()
                .map(name -> functions.col(Names.quoted(name)))
                .toArray(Column[]::new);
        return data.where(measure.where())
                .groupBy(columns)
                .agg(functions.count(functions.lit(1)).as(SIZE))
                .agg(
                        functions.count(functions.lit(1)),
                        functions.expr("coalesce(sum(" + SIZE + ") FILTER (WHERE " + SIZE + " > 1), 0L)"));
    }

    @Override
    public ValueMetric computeMetricFrom(Option<ValueState> state) {
        return ValueMetric.of(measure, state);
    }

    @Override
    public ValueMetric toFailureMetric(Exception failure) {
        return ValueMetric.failed(measure, failure);
    }
}
