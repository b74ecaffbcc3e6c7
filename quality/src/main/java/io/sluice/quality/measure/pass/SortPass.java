package io.sluice.quality.measure.pass;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.Neighbours;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import scala.Tuple2;
import scala.util.Success;
import scala.util.Try;

/**
 * Values at places of a sorted column, exactly. Spark's {@code percentile} keeps every value in memory and its
 * approximation is no verdict; a sort spills to disk.
 */
record SortPass(List<Measure> measures) implements Pass {
    private static final String VALUE = "sluice_value";

    SortPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new SortPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        sorted(data);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        JavaRDD<Row> sorted = sorted(data).javaRDD();
        List<Long> sizes = sorted.mapPartitions(SortPass::size).collect();
        long rows = sizes.stream().mapToLong(Long::longValue).sum();
        Map<Long, Object> values = rows == 0 ? Map.of() : values(sorted, sizes, places(rows));
        Map<Measure, Try<Object>> answers = new LinkedHashMap<>();
        for (Measure measure : measures) {
            List<Neighbours> neighbours = new ArrayList<>();
            for (double quantile : rows == 0 ? List.<Double>of() : ((Measure.Quantiles) measure).quantiles()) {
                neighbours.add(neighbours(quantile * (rows - 1), values));
            }
            answers.put(measure, new Success<>(neighbours));
        }
        return answers;
    }

    private Dataset<Row> sorted(Dataset<Row> data) {
        Measure.Quantiles first = (Measure.Quantiles) measures.get(0);
        Dataset<Row> values =
                data.where(first.where()).select(expr(first.term()).as(VALUE));
        org.apache.spark.sql.types.DataType type = values.schema().fields()[0].dataType();
        boolean floating = type instanceof DoubleType || type instanceof FloatType;
        return values.where(VALUE + " IS NOT NULL" + (floating ? " AND NOT isnan(" + VALUE + ")" : ""))
                .sort(col(VALUE));
    }

    private TreeSet<Long> places(long rows) {
        TreeSet<Long> places = new TreeSet<>();
        for (Measure measure : measures) {
            for (double quantile : ((Measure.Quantiles) measure).quantiles()) {
                places.add((long) Math.floor(quantile * (rows - 1)));
                places.add((long) Math.ceil(quantile * (rows - 1)));
            }
        }
        return places;
    }

    private static Map<Long, Object> values(JavaRDD<Row> sorted, List<Long> sizes, TreeSet<Long> places) {
        List<Long> starts = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            starts.add(start);
            start += size;
        }
        Map<Long, Object> values = new TreeMap<>();
        sorted.mapPartitionsWithIndex((index, rows) -> picked(rows, starts.get(index), places), true)
                .collect()
                .forEach(pair -> values.put(pair._1(), java.util.Objects.requireNonNull(Observed.normal(pair._2()))));
        return values;
    }

    private static Iterator<Tuple2<Long, Object>> picked(Iterator<Row> rows, long start, TreeSet<Long> places) {
        List<Tuple2<Long, Object>> picked = new ArrayList<>();
        for (long place = start; rows.hasNext(); place++) {
            Row row = rows.next();
            if (places.contains(place)) {
                picked.add(new Tuple2<>(place, row.get(0)));
            }
        }
        return picked.iterator();
    }

    private static Iterator<Long> size(Iterator<Row> rows) {
        long size = 0;
        while (rows.hasNext()) {
            rows.next();
            size++;
        }
        return List.of(size).iterator();
    }

    private static Neighbours neighbours(double place, Map<Long, Object> values) {
        long lower = (long) Math.floor(place);
        long upper = (long) Math.ceil(place);
        return new Neighbours(
                java.util.Objects.requireNonNull(values.get(lower)),
                java.util.Objects.requireNonNull(values.get(upper)),
                place - lower,
                lower);
    }
}
