package io.sluice.quality.measure.pass;

import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import io.sluice.quality.measure.Measure;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Any aggregate as a Deequ analyzer that shares the one scan with all others. */
record AggregateAnalyzer(Measure.Aggregate measure) implements ScanShareableAnalyzer<ValueState, ValueMetric> {
    @Override
    public Seq<Column> aggregationFunctions() {
        return JavaConverters.asScalaBuffer(List.of(functions.expr(measure.sql())));
    }

    @Override
    public Option<ValueState> fromAggregationResult(Row result, int offset) {
        return Option.apply(new ValueState(result.get(offset)));
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
