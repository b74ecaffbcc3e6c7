package io.sluice.quality.measure;

import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.runners.AnalysisRunBuilder;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.analyzers.runners.AnalyzerContext;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import scala.util.Try;

/**
 * The values of measures on one set of rows. A measure that cannot be taken says why and does not spoil the others:
 * one that does not fit the columns is left out of the common pass, and a pass that fails on a value of the data is
 * halved until the measures at fault stand alone.
 */
public final class Measurements {
    private final Map<Measure, Try<Object>> values = new LinkedHashMap<>();

    private Measurements() {}

    /** Takes measures: one pass for all aggregates, one for each grouping. Runs Spark jobs. */
    public static Measurements take(Dataset<Row> data, Collection<Measure> wanted) {
        Measurements measurements = new Measurements();
        List<Measure> sound = measurements.sound(data, List.copyOf(new LinkedHashSet<>(wanted)));
        measurements.run(data, sound);
        return measurements;
    }

    /** The value of a measure that was taken without failure; null where SQL says NULL. */
    public @Nullable Object value(Measure measure) {
        return Observed.normal(taken(measure).get());
    }

    /** Why a measure could not be taken; empty when it could. */
    public Optional<Throwable> failure(Measure measure) {
        Try<Object> value = taken(measure);
        return value.isFailure() ? Optional.of(value.failed().get()) : Optional.empty();
    }

    private Try<Object> taken(Measure measure) {
        Try<Object> value = values.get(measure);
        if (value == null) {
            throw new IllegalArgumentException("Measure not taken: " + measure);
        }
        return value;
    }

    /** The measures that fit the columns; the others get their failure. One look at all of them is enough as a rule. */
    private List<Measure> sound(Dataset<Row> data, List<Measure> measures) {
        if (misfit(data, measures).isEmpty()) {
            return measures;
        }
        List<Measure> sound = new ArrayList<>();
        for (Measure measure : measures) {
            misfit(data, List.of(measure))
                    .ifPresentOrElse(
                            failure -> values.put(measure, new scala.util.Failure<>(failure)),
                            () -> sound.add(measure));
        }
        return sound;
    }

    /** Resolves measures against the columns without reading a row. */
    private static Optional<Exception> misfit(Dataset<Row> data, List<Measure> measures) {
        try {
            Column[] aggregates = measures.stream()
                    .filter(Measure.Aggregate.class::isInstance)
                    .map(measure -> functions.expr(((Measure.Aggregate) measure).sql()))
                    .toArray(Column[]::new);
            data.groupBy().agg(functions.count(functions.lit(1)), aggregates);
            measures.stream()
                    .filter(Measure.Grouping.class::isInstance)
                    .forEach(measure -> new GroupingAnalyzer((Measure.Grouping) measure).counts(data));
            return Optional.empty();
        } catch (Exception failure) { // Spark throws its checked AnalysisException undeclared
            return Optional.of(failure);
        }
    }

    private void run(Dataset<Row> data, List<Measure> measures) {
        if (measures.isEmpty()) {
            return;
        }
        pass(data, measures);
        List<Measure> failed = measures.stream()
                .filter(measure ->
                        measure instanceof Measure.Aggregate && taken(measure).isFailure())
                .toList();
        if (failed.size() > 1 && canBeRead(data)) {
            run(data, failed.subList(0, failed.size() / 2));
            run(data, failed.subList(failed.size() / 2, failed.size()));
        }
    }

    /** Data that cannot even be counted fails every measure: looking for the one at fault would be in vain. */
    private static boolean canBeRead(Dataset<Row> data) {
        try {
            data.count();
            return true;
        } catch (Exception unreadable) { // whatever a data source throws
            return false;
        }
    }

    private void pass(Dataset<Row> data, List<Measure> measures) {
        AnalysisRunBuilder builder = AnalysisRunner.onData(data);
        measures.forEach(measure -> builder.addAnalyzer(analyzer(measure)));
        AnalyzerContext context = builder.run();
        for (Measure measure : measures) {
            values.put(measure, ((ValueMetric) context.metric(analyzer(measure)).get()).value());
        }
    }

    @SuppressWarnings("unchecked") // Deequ's map of analyzers is typed by Metric<?>, ours by what they make
    private static Analyzer<?, com.amazon.deequ.metrics.Metric<?>> analyzer(Measure measure) {
        Analyzer<?, ?> analyzer = measure instanceof Measure.Aggregate aggregate
                ? new AggregateAnalyzer(aggregate)
                : new GroupingAnalyzer((Measure.Grouping) measure);
        return (Analyzer<?, com.amazon.deequ.metrics.Metric<?>>) analyzer;
    }
}
