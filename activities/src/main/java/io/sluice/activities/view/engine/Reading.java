package io.sluice.activities.view.engine;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.view.engine.day.Needed;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.activities.view.engine.row.EntityRows;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The rows of all sources of a view that some days need, as far as files can be left out without reading them. */
final class Reading {
    private final SparkSession session;
    private final ViewPlan plan;
    private final EntityRows entityRows;
    private final List<TrustedSnapshot> inputs;
    private final WantedDays days;
    private final long last;
    private final @Nullable Dataset<Row> only;

    /** Reads the rows of all entities, or only of those with certain keys. */
    Reading(
            SparkSession session,
            ViewPlan plan,
            RowLayout layout,
            List<TrustedSnapshot> inputs,
            WantedDays days,
            long last,
            @Nullable Dataset<Row> only) {
        this.session = session;
        this.plan = plan;
        this.entityRows = new EntityRows(plan, layout);
        this.inputs = inputs;
        this.days = days;
        this.last = last;
        this.only = only;
    }

    /** How many rows there are at most that arrive before an instant. */
    long count(long before) {
        return inputs.stream()
                .mapToLong(input -> input.count(needed(input, before).expression()))
                .sum();
    }

    List<Row> heavyKeys(long heavyRows, int parallelism) {
        return HeavyKeys.find(keys(), count(last + 1), heavyRows, parallelism);
    }

    /** The rows that arrive before an instant, each with its segment. */
    Dataset<Row> rows(List<Row> heavy, Timeline timeline, long before) {
        Dataset<Row> rows = union(before, entityRows::of);
        Column arrival = col(RowLayout.ARRIVAL);
        return rows.withColumn(RowLayout.SEGMENT, timeline.index(arrival, HeavyKeys.isHeavy(heavy, keys())));
    }

    private Dataset<Row> keys() {
        return union(last + 1, (source, trusted) -> entityRows.keys(trusted));
    }

    private Dataset<Row> union(long before, BiFunction<Integer, Dataset<Row>, Dataset<Row>> part) {
        @Nullable Dataset<Row> all = null;
        for (TrustedSnapshot input : inputs) {
            Dataset<Row> trusted =
                    input.rows(session).filter(needed(input, before).column());
            Dataset<Row> own = only(part.apply(input.source(), trusted));
            all = all == null ? own : all.union(own);
        }
        return Objects.requireNonNull(all, "all is null");
    }

    private Dataset<Row> only(Dataset<Row> rows) {
        return only == null ? rows : EntityRows.ofEntities(rows, only);
    }

    private Needed needed(TrustedSnapshot input, long before) {
        return Needed.of(plan, input.source(), days, Math.min(last, before - 1));
    }
}
