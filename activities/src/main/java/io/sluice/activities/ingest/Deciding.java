package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_millis;

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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Gives every row of a partition its status. Rows whose id no other row has need no comparison: they are neither sorted nor
 * shuffled nor kept, but read again from landing, which never changes. Decision 019.
 */
final class Deciding {
    private static final String REPEATED = "_repeated";

    private final Dedup dedup;
    private final GateRowRules rules;
    private final String delivery;
    private final boolean holding;
    private final List<Dataset<Row>> held = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param delivery the partition's own
     * @param reading whether what is read may differ the next time, or is read often, so that it is held
     */
    Deciding(Dedup dedup, GateRowRules rules, String delivery, Reading reading) {
        this.dedup = dedup;
        this.rules = rules;
        this.delivery = delivery;
        this.holding = reading == Reading.HELD;
    }

    /** Whether rows are computed again for each use. */
    enum Reading {
        HELD,
        AGAIN
    }

    /** Decides about rows that were checked one by one. */
    Decided decide(SparkSession session, Dataset<Row> checked, Optional<Dataset<Row>> trusted) {
        Dataset<Row> stable = holding ? hold(checked) : checked;
        Census census = Census.of(stable, dedup.hash(), trusted, delivery);
        if (census.isTooMany() || rules.comparesRows()) {
            return counted(hold(rules.checkTogether(compared(stable, trusted))));
        }
        if (census.repeated().isEmpty()) {
            return new Decided(stable, census.counts(), census.taken(), 0, census.first(), held);
        }
        // Rows with another status are compared with nothing.
        Column same = dedup.hash().equalTo(col(REPEATED)).and(kept());
        Dataset<Row> repeated = broadcast(
                session.createDataset(census.repeated(), Encoders.LONG()).toDF(REPEATED));
        Dataset<Row> suspects = hold(compared(
                stable.join(repeated, same, "left_semi"),
                trusted.map(rows -> rows.join(repeated, dedup.hash().equalTo(col(REPEATED)), "left_semi"))));
        return new Decided(
                stable.join(repeated, same, "left_anti").unionByName(suspects),
                changed(census, suspects),
                census.taken(),
                dedup.reused(suspects),
                census.first(),
                held);
    }

    private Dataset<Row> compared(Dataset<Row> rows, Optional<Dataset<Row>> trusted) {
        return dedup.within(trusted.map(known -> dedup.against(rows, known)).orElse(rows));
    }

    /** The counts after comparing rows that all were kept until then. */
    private static Map<Status, Long> changed(Census census, Dataset<Row> suspects) {
        Map<Status, Long> counts = new EnumMap<>(census.counts());
        for (Row row : suspects.groupBy(StagingColumns.STATUS).count().collectAsList()) {
            counts.merge(Status.KEPT, -row.getLong(1), Long::sum);
            counts.merge(Status.valueOf(row.getString(0)), row.getLong(1), Long::sum);
        }
        return counts;
    }

    private Decided counted(Dataset<Row> decided) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        long taken = 0;
        for (Row row : decided.groupBy(StagingColumns.STATUS, LandingColumns.DELIVERY)
                .count()
                .collectAsList()) {
            counts.merge(Status.valueOf(row.getString(0)), row.getLong(2), Long::sum);
            taken += row.getString(1).equals(delivery) ? 0 : row.getLong(2);
        }
        return new Decided(decided, counts, taken, dedup.reused(decided), first(decided), held);
    }

    private static @Nullable Long first(Dataset<Row> decided) {
        Row least = decided.filter(kept())
                .agg(unix_millis(min(SystemColumns.EVENT_TIME)))
                .head();
        return least.isNullAt(0) ? null : (Long) least.getLong(0);
    }

    private static Column kept() {
        return col(StagingColumns.STATUS).equalTo(Status.KEPT.name());
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept);
        return kept;
    }
}
