package io.sluice.quality.difference;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the rows of a candidate with published ones: one shuffle of hashes for the rows, one scan of each side (and one
 * for the bins of numbers) for the columns. The rows never leave Spark.
 */
public final class Comparison {
    /** Each column costs a dozen sums; more would not fit into generated code. */
    private static final int MOST_COLUMNS = 30;

    private static final String IDENTITY = "sluice_identity";
    private static final String CONTENT = "sluice_content";
    private static final String BEFORE = "sluice_before";
    private static final String NOW = "sluice_now";

    private final Dataset<Row> before;
    private final Dataset<Row> now;
    private final List<String> identity;
    private final List<String> columns;

    /**
     * Creates one; computes nothing.
     *
     * @param identity the columns by which a row is the same row on both sides
     * @param columns those that are compared; both sides have them
     */
    public Comparison(Dataset<Row> before, Dataset<Row> now, List<String> identity, List<String> columns) {
        this.before = before;
        this.now = now;
        this.identity = List.copyOf(identity);
        this.columns = List.copyOf(columns);
    }

    /** With the rows that were published for the same partition. */
    public Difference withPublished(String reference) {
        Row rows = sides(before, 1, 0)
                .unionAll(sides(now, 0, 1))
                .groupBy(IDENTITY)
                .agg(
                        sum(BEFORE).as(BEFORE),
                        sum(NOW).as(NOW),
                        // Sums of hashes, so that the order of equal identities does not matter.
                        sum(when(col(BEFORE).equalTo(1), col(CONTENT))
                                        .otherwise(col(CONTENT).multiply(-1)))
                                .as(CONTENT))
                .agg(
                        total(col(BEFORE)),
                        total(col(NOW)),
                        total(greatest(col(NOW).minus(col(BEFORE)), lit(0))),
                        total(greatest(col(BEFORE).minus(col(NOW)), lit(0))),
                        total(when(
                                        col(BEFORE)
                                                .equalTo(col(NOW))
                                                .and(col(CONTENT).notEqual(0)),
                                        least(col(BEFORE), col(NOW)))
                                .otherwise(0)))
                .head();
        return difference(
                reference, rows.getLong(0), rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
    }

    /** With the rows of another partition, because nothing was published for this one: every row is added. */
    public Difference withOthers(String reference) {
        long rows = now.count();
        return difference(reference, before.count(), rows, rows, 0, 0);
    }

    private Dataset<Row> sides(Dataset<Row> rows, int isBefore, int isNow) {
        return rows.select(
                xxhash64(columns(identity)).as(IDENTITY),
                // Sums of 62-bit numbers would overflow.
                xxhash64(columns(columns)).cast("decimal(38,0)").as(CONTENT),
                lit(isBefore).cast("bigint").as(BEFORE),
                lit(isNow).cast("bigint").as(NOW));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(Comparison::named).toArray(Column[]::new);
    }

    /** A name as it is, whatever it contains. */
    static Column named(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }

    private static Column total(Column values) {
        return coalesce(sum(values), lit(0)).cast("bigint");
    }

    private Difference difference(
            String reference, long rowsBefore, long rowsNow, long added, long removed, long changed) {
        List<String> first = columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
        // Spark plans with every column it is given: of thousands only those that are looked at.
        Dataset<Row> fewBefore = before.select(columns(first));
        List<ColumnBins> bins = ColumnBins.of(fewBefore, first);
        Row earlier = counts(fewBefore, bins);
        Row later = counts(now.select(columns(first)), bins);
        List<ColumnDifference> compared = new ArrayList<>();
        int at = 0;
        for (ColumnBins column : bins) {
            compared.add(column.compare(earlier, later, at, rowsBefore, rowsNow));
            at += column.size();
        }
        compared.sort(Comparator.comparingDouble(ColumnDifference::size).reversed());
        return new Difference(reference, rowsBefore, rowsNow, added, removed, changed, compared, columns.size());
    }

    private static Row counts(Dataset<Row> rows, List<ColumnBins> bins) {
        Column[] counts = bins.stream()
                .flatMap(column -> Arrays.stream(column.counts()))
                .map(Comparison::total)
                .toArray(Column[]::new);
        return rows.agg(count(lit(1)), counts).head();
    }
}
