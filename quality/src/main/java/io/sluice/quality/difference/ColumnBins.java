package io.sluice.quality.difference;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/**
 * The bins by which one column is compared: tenths of the reference's numbers and times, ten hash classes of anything else.
 * Classes say that a distribution moved and not where to, and hold no value.
 *
 * @param edges upper bounds, ascending; empty for hash classes
 */
record ColumnBins(String column, boolean ordered, List<Double> edges) {
    private static final int BINS = 10;
    /** As if each bin had half a row more: an empty bin is no infinite drift. */
    private static final double SMOOTHING = 0.5;

    private static final int ACCURACY = 1000;

    ColumnBins {
        edges = List.copyOf(edges);
    }

    static List<ColumnBins> of(Dataset<Row> reference, List<String> columns) {
        List<Column> asked = new ArrayList<>();
        for (String column : columns) {
            if (isOrdered(reference, column)) {
                asked.add(percentile_approx(number(column), tenths(), lit(ACCURACY)));
            }
        }
        Row found = asked.isEmpty()
                ? null
                : reference
                        .agg(asked.get(0), asked.subList(1, asked.size()).toArray(Column[]::new))
                        .head();
        List<ColumnBins> bins = new ArrayList<>();
        int at = 0;
        for (String column : columns) {
            boolean ordered = isOrdered(reference, column);
            bins.add(new ColumnBins(column, ordered, ordered ? edges(found, at++) : List.of()));
        }
        return bins;
    }

    private static List<Double> edges(@Nullable Row found, int at) {
        List<Double> edges = found == null || found.isNullAt(at) ? List.of() : found.getList(at);
        return edges.stream().distinct().sorted().toList();
    }

    private static boolean isOrdered(Dataset<Row> rows, String column) {
        DataType type = rows.schema().apply(column).dataType();
        return type instanceof NumericType || type.equals(DataTypes.TimestampType) || type.equals(DataTypes.DateType);
    }

    private static Column number(String column) {
        Column value = Comparison.named(column);
        return coalesce(value.cast("double"), value.cast("timestamp").cast("double"));
    }

    private static Column tenths() {
        Column[] shares = new Column[BINS - 1];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = lit((i + 1) / (double) BINS);
        }
        return org.apache.spark.sql.functions.array(shares);
    }

    /** How many counts a row of counts has for this column: nulls, then the bins. */
    int size() {
        return 1 + bins();
    }

    private int bins() {
        return ordered ? edges.size() + 1 : BINS;
    }

    /** Ones to be summed, as many as {@link #size}. */
    Column[] counts() {
        Column[] counts = new Column[size()];
        Column value = Comparison.named(column);
        counts[0] = one(value.isNull());
        for (int bin = 0; bin < bins(); bin++) {
            counts[bin + 1] = one(value.isNotNull().and(ordered ? between(bin) : hashed(value, bin)));
        }
        return counts;
    }

    private Column between(int bin) {
        Column number = number(column);
        Column above = bin == 0 ? lit(true) : number.gt(edges.get(bin - 1));
        return bin == edges.size() ? above : above.and(number.leq(edges.get(bin)));
    }

    private static Column hashed(Column value, int bin) {
        return pmod(xxhash64(value), lit(BINS)).equalTo(bin);
    }

    private static Column one(Column condition) {
        return when(condition, 1).otherwise(0);
    }

    /** @param at where the counts of this column begin, beside the first column of the row, which counts rows */
    ColumnDifference compare(Row before, Row now, int at, long rowsBefore, long rowsNow) {
        return new ColumnDifference(
                column,
                share(before.getLong(1 + at), rowsBefore),
                share(now.getLong(1 + at), rowsNow),
                drift(before, now, at));
    }

    private @Nullable Double drift(Row before, Row now, int at) {
        double allBefore = sum(before, at);
        double allNow = sum(now, at);
        if (allBefore == 0 || allNow == 0) {
            return null;
        }
        double index = 0;
        for (int bin = 0; bin < bins(); bin++) {
            double p = (now.getLong(2 + at + bin) + SMOOTHING) / (allNow + bins() * SMOOTHING);
            double q = (before.getLong(2 + at + bin) + SMOOTHING) / (allBefore + bins() * SMOOTHING);
            index += (p - q) * Math.log(p / q);
        }
        return index;
    }

    private double sum(Row counts, int at) {
        long sum = 0;
        for (int bin = 0; bin < bins(); bin++) {
            sum += counts.getLong(2 + at + bin);
        }
        return sum;
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : some / (double) all;
    }
}
