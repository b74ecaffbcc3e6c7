package io.sluice.activities.view.engine;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;

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

    /** Whether a row's key is heavy. Compared with constants: a join would be one more job and hash every row. */
    static Column isHeavy(List<Row> heavy, Dataset<Row> keys) {
        if (heavy.isEmpty()) {
            return lit(false);
        }
        Column[] columns = columns(keys);
        return columns.length == 1
                ? columns[0].isin(heavy.stream().map(key -> key.get(0)).toArray())
                : struct(columns)
                        .isin(heavy.stream()
                                .map(key -> new Column(Literal.create(key, keys.schema())))
                                .toArray());
    }

    private static Column[] columns(Dataset<Row> keys) {
        return List.of(keys.columns()).stream().map(Column::new).toArray(Column[]::new);
    }
}
