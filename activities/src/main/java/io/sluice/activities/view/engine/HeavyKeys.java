package io.sluice.activities.view.engine;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds the keys with so many rows that one task for each would hold up all others. Which keys are heavy decides how work is
 * spread, never what comes out, so a sample is good enough.
 */
final class HeavyKeys {
    /** A key at the limit has about this many rows in the sample. */
    private static final double SAMPLED = 2_000;

    private static final long SEED = 7;

    private HeavyKeys() {}

    /**
     * The heavy keys.
     *
     * @param keys the keys of all rows
     * @param total how many rows there are at most
     */
    static List<Row> find(Dataset<Row> keys, long total, long heavyRows, int parallelism) {
        long limit = Math.max(heavyRows, total / (4L * parallelism));
        if (total <= limit) {
            return List.of();
        }
        double fraction = Math.min(1, SAMPLED / limit);
        Dataset<Row> sample = fraction < 1 ? keys.sample(fraction, SEED) : keys;
        Column[] columns = columns(keys);
        return sample.groupBy(columns)
                .agg(count(lit(1)).as("_rows"))
                .filter(new Column("_rows").gt(limit * fraction))
                .select(columns)
                .collectAsList();
    }

    /** Whether the key of each row is heavy, as a column of a frame joined with the heavy keys. */
    static Dataset<Row> marked(
            SparkSession session, Dataset<Row> rows, Dataset<Row> keys, List<Row> heavy, String mark) {
        Dataset<Row> marks = session.createDataFrame(heavy, keys.schema()).withColumn(mark, lit(true));
        return rows.join(
                org.apache.spark.sql.functions.broadcast(marks),
                scala.collection.JavaConverters.asScalaBuffer(List.of(keys.columns()))
                        .toSeq(),
                "left_outer");
    }

    private static Column[] columns(Dataset<Row> keys) {
        return List.of(keys.columns()).stream().map(Column::new).toArray(Column[]::new);
    }
}
