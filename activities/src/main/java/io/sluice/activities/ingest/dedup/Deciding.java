package io.sluice.activities.ingest.dedup;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.landing.LandingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Gives every row of a partition its status. Rows whose id no other row has need no comparison: they are neither sorted nor
 * shuffled nor kept, but read again from landing, which never changes. What is kept in memory or on disk is given back on
 * {@link #close}, also when deciding failed. Decisions 017 and 033.
 */
public final class Deciding implements AutoCloseable {
    private static final String REPEATED = "_repeated";

    private final Dedup dedup;
    private final GateRowRules rules;
    private final boolean holding;
    private final List<Dataset<Row>> held = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param reading whether what is read may differ the next time, or is read often, so that it is held
     */
    public Deciding(Dedup dedup, GateRowRules rules, Reading reading) {
        this.dedup = dedup;
        this.rules = rules;
        this.holding = reading == Reading.HELD;
    }

    /** Whether rows are computed again for each use. */
    public enum Reading {
        HELD,
        AGAIN
    }

    /**
     * Decides about rows that were checked one by one.
     *
     * @param count about how many rows there are
     */
    public Decided decide(SparkSession session, Dataset<Row> checked, long count, Optional<Dataset<Row>> trusted) {
        Dataset<Row> stable = holding ? hold(checked) : checked;
        if (rules.comparesRows()) {
            return together(stable, trusted);
        }
        // Rows of another status may be among them: then rows are compared that need not be.
        // Only what could not even be read is left out, since all of it has the same id.
        Dataset<Row> readable = stable.filter(col(LandingColumns.CORRUPT).isNull());
        List<Long> hashes = RepeatedIds.of(readable, count, dedup.hash(), trusted);
        if (hashes.size() > RepeatedIds.MOST) {
            return together(stable, trusted);
        }
        if (hashes.isEmpty()) {
            return new Decided(stable, 0);
        }
        // Rows with another status are compared with nothing.
        Column same = dedup.hash().equalTo(col(REPEATED)).and(kept());
        Dataset<Row> repeated =
                broadcast(session.createDataset(hashes, Encoders.LONG()).toDF(REPEATED));
        Dataset<Row> suspects = hold(compared(
                stable.join(repeated, same, "left_semi"),
                trusted.map(rows -> rows.join(repeated, dedup.hash().equalTo(col(REPEATED)), "left_semi"))));
        return new Decided(stable.join(repeated, same, "left_anti").unionByName(suspects), dedup.reused(suspects));
    }

    private Decided together(Dataset<Row> rows, Optional<Dataset<Row>> trusted) {
        Dataset<Row> decided = hold(rules.checkTogether(compared(rows, trusted)));
        return new Decided(decided, dedup.reused(decided));
    }

    private Dataset<Row> compared(Dataset<Row> rows, Optional<Dataset<Row>> trusted) {
        return dedup.within(trusted.map(known -> dedup.against(rows, known)).orElse(rows));
    }

    private static Column kept() {
        return col(StagingColumns.STATUS).equalTo(Status.KEPT.name());
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept);
        return kept;
    }

    @Override
    public void close() {
        held.forEach(Dataset::unpersist);
    }
}
