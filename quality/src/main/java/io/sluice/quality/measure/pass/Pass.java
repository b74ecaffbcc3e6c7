package io.sluice.quality.measure.pass;

import io.sluice.quality.measure.Measure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.util.Try;

/** Measures that are taken together. */
interface Pass {
    /** More aggregates than this cost more to plan together than a further pass costs. */
    int WIDEST_SCAN = 300;

    List<Measure> measures();

    /** The same way to measure for fewer measures. */
    Pass of(List<Measure> fewer);

    /** Resolves everything against the columns without reading a row; throws what Spark says when it does not fit. */
    void resolve(Dataset<Row> data);

    /** Takes the measures; each has its value or its own failure. What it throws is the failure of all. */
    Map<Measure, Try<Object>> run(Dataset<Row> data);

    /** As few passes as will do. */
    static List<Pass> plan(Collection<Measure> wanted) {
        Map<Object, List<Measure>> together = new LinkedHashMap<>();
        int aggregates = 0;
        for (Measure measure : wanted) {
            Object key = measure instanceof Measure.Aggregate ? aggregates++ / WIDEST_SCAN : key(measure);
            together.computeIfAbsent(key, first -> new ArrayList<>()).add(measure);
        }
        return together.values().stream().map(Pass::together).toList();
    }

    private static Object key(Measure measure) {
        if (measure instanceof Measure.Grouping grouping) {
            return grouping.columns();
        }
        if (measure instanceof Measure.Groups groups) {
            return groups.columns();
        }
        if (measure instanceof Measure.Quantiles quantiles) {
            return new Measure.Quantiles(quantiles.term(), quantiles.where(), List.of());
        }
        boolean alone = measure instanceof Measure.Together
                || measure instanceof Measure.Strangers
                || measure instanceof Measure.Query;
        return alone ? measure : Measure.Folding.class;
    }

    private static Pass together(List<Measure> measures) {
        Measure first = measures.get(0);
        if (first instanceof Measure.Aggregate) {
            return new ScanPass(measures);
        }
        if (first instanceof Measure.Folding) {
            return new FoldPass(measures);
        }
        if (first instanceof Measure.Query) {
            return new QueryPass(measures);
        }
        if (first instanceof Measure.Strangers) {
            return new JoinPass(measures);
        }
        if (first instanceof Measure.Together) {
            return new TogetherPass(measures);
        }
        return first instanceof Measure.Quantiles ? new SortPass(measures) : new GroupPass(measures);
    }
}
