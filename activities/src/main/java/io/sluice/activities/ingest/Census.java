package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over checked rows finds: how many have which status, and which ids may come twice. Only numbers are shuffled; rows
 * stay where they are.
 *
 * @param repeated hashes of ids that more than one row has, here or among trusted rows; different ids may share one
 */
record Census(
        Map<Status, Long> counts, long taken, @Nullable Long first, List<Long> repeated) {
    /** So many repeated ids are told apart by a broadcast; with more, all rows are compared. */
    static final int MOST = 100_000;

    private static final String ID = "_id_hash";
    private static final String OURS = "_ours";

    Census {
        counts = Map.copyOf(counts);
        repeated = List.copyOf(repeated);
    }

    /**
     * Counts.
     *
     * @param id the hash of a row's id
     * @param trusted rows of other partitions that may be rows of this one
     */
    static Census of(Dataset<Row> checked, Column id, Optional<Dataset<Row>> trusted, String delivery) {
        Observation seen = new Observation("census");
        List<Column> counted = new ArrayList<>();
        for (Status status : Status.values()) {
            counted.add(sum(when(has(status), 1L).otherwise(0L)).as(status.name()));
        }
        counted.add(sum(when(col(LandingColumns.DELIVERY).equalTo(delivery), 0L).otherwise(1L))
                .as("taken"));
        counted.add(unix_millis(min(when(has(Status.KEPT), col(SystemColumns.EVENT_TIME))))
                .as("first"));
        Dataset<Row> ids = checked.observe(seen, count(lit(1)).as("rows"), counted.toArray(Column[]::new))
                // Not filtered: a filter that no row can pass would take the counting away, too.
                .select(
                        when(has(Status.KEPT), id).otherwise(0L).as(ID),
                        has(Status.KEPT).as(OURS));
        Dataset<Row> all = trusted.map(
                        rows -> ids.union(rows.select(id.as(ID), lit(false).as(OURS))))
                .orElse(ids);
        List<Long> repeated = all.groupBy(ID)
                .agg(count(lit(1)).as("copies"), max(OURS).as(OURS))
                .filter(col("copies").gt(1).and(col(OURS)))
                .select(ID)
                .limit(MOST + 1)
                .as(Encoders.LONG())
                .collectAsList();
        return of(collected(seen), repeated);
    }

    boolean isTooMany() {
        return repeated.size() > MOST;
    }

    private static Census of(Map<String, Object> seen, List<Long> repeated) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, number(seen.get(status.name())));
        }
        Object first = seen.get("first");
        return new Census(counts, number(seen.get("taken")), first instanceof Long millis ? millis : null, repeated);
    }

    private static long number(@Nullable Object counted) {
        return counted instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, Object> collected(Observation seen) {
        try {
            return seen.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were counted", e);
        }
    }

    private static Column has(Status status) {
        return col(StagingColumns.STATUS).equalTo(status.name());
    }
}
