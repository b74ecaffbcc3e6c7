package io.sluice.quality.measure.pass;

import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.runners.AnalysisRunBuilder;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.analyzers.runners.AnalyzerContext;
import com.amazon.deequ.metrics.Metric;
import io.sluice.quality.measure.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.util.Try;

/** Aggregates in one scan, which Deequ shares among its analyzers. */
record ScanPass(List<Measure> measures) implements Pass {
    ScanPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new ScanPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        Column[] aggregates = measures.stream()
                .map(measure -> functions.expr(((Measure.Aggregate) measure).sql()))
                .toArray(Column[]::new);
        data.groupBy().agg(functions.count(functions.lit(1)), aggregates);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        AnalysisRunBuilder builder = AnalysisRunner.onData(data);
        measures.forEach(measure -> builder.addAnalyzer(analyzer(measure)));
        AnalyzerContext context = builder.run();
        Map<Measure, Try<Object>> values = new LinkedHashMap<>();
        for (Measure measure : measures) {
            values.put(measure, ((ValueMetric) context.metric(analyzer(measure)).get()).value());
        }
        return values;
    }

    @SuppressWarnings("unchecked") // Deequ's map of analyzers is typed by Metric<?>, ours by what they make
    private static Analyzer<?, Metric<?>> analyzer(Measure measure) {
        Analyzer<?, ?> analyzer = new AggregateAnalyzer((Measure.Aggregate) measure);
        return (Analyzer<?, Metric<?>>) analyzer;
    }
}
