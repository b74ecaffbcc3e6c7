package io.sluice.activities.view.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.activities.view.engine.row.EntityRows;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Which published days of a view are not what its trusted rows give now. Only entities of which a row differs are evaluated:
 * what nobody changed gives what it gave.
 */
public final class DayDifferences {
    private static final String SIDE = "_side";
    private static final String CONTENT = "_content";

    private final SparkSession session;
    private final ViewPlan plan;
    private final ViewEngine engine;
    private final EntityRows entityRows;

    public DayDifferences(SparkSession session, ViewPlan plan, Limits limits) {
        this.session = session;
        this.plan = plan;
        this.engine = new ViewEngine(session, plan, limits);
        this.entityRows = new EntityRows(plan, new RowLayout(plan));
    }

    /**
     * The days that differ, in order.
     *
     * @param republished all partitions that can reach into one of the days and are not what the day was computed from
     * @param inputs what the days would be computed from now, by source
     * @param days which days are compared
     * @param certified the last instant that is known, epoch milliseconds
     * @param published the rows of the view's table; those of other days do no harm
     */
    public List<String> of(
            List<Republished> republished,
            List<TrustedSnapshot> inputs,
            WantedDays days,
            long certified,
            Dataset<Row> published) {
        Dataset<Row> keys = differingKeys(republished).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            if (keys.isEmpty()) {
                return List.of();
            }
            Dataset<Row> now = engine.only(keys).changePoints(inputs, days, certified, published.schema());
            Dataset<Row> before = ofEntities(published, keys)
                    .filter(col(TableLayouts.DAY)
                            .cast("string")
                            .isin(days.labels().toArray()))
                    .drop(SystemColumns.RUN);
            return differing(
                            now,
                            before,
                            List.of(col(TableLayouts.DAY).cast("string").as(TableLayouts.DAY)))
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .sorted()
                    .toList();
        } finally {
            keys.unpersist();
        }
    }

    /** The keys of entities of which a row, as this view sees it, came, went or changed. */
    private Dataset<Row> differingKeys(List<Republished> republished) {
        @Nullable Dataset<Row> all = null;
        for (Republished each : republished) {
            Dataset<Row> now = rows(each.now(), each.partitions());
            Dataset<Row> before = each.before() == null ? now.limit(0) : rows(each.before(), each.partitions());
            Dataset<Row> keys = differing(now, before, keyColumns());
            all = all == null ? keys : all.union(keys);
        }
        return Objects.requireNonNull(all, "all is null").distinct();
    }

    private Dataset<Row> rows(TrustedSnapshot snapshot, List<String> partitions) {
        Dataset<Row> rows =
                snapshot.rows(session).filter(col(SystemColumns.PARTITION).isin(partitions.toArray()));
        return entityRows.of(snapshot.source(), rows);
    }

    /**
     * What rows that are in one but not in the other, or not as often, have in some columns. Rows are compared as JSON: Spark
     * takes 0.0 and -0.0 for one number where it groups.
     */
    private static Dataset<Row> differing(Dataset<Row> one, Dataset<Row> other, List<Column> shown) {
        Dataset<Row> both = contents(one, shown, 1).union(contents(other, shown, -1));
        List<Column> names = Arrays.stream(both.columns())
                .filter(name -> !name.equals(SIDE))
                .map(Column::new)
                .toList();
        return both.groupBy(names.toArray(Column[]::new))
                .agg(sum(SIDE).as(SIDE))
                .filter(col(SIDE).notEqual(0))
                .drop(SIDE, CONTENT)
                .distinct();
    }

    private static Dataset<Row> contents(Dataset<Row> rows, List<Column> shown, int side) {
        List<Column> columns = new ArrayList<>(shown);
        Column[] all = Arrays.stream(rows.schema().fields())
                .map(StructField::name)
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        columns.add(to_json(struct(all)).as(CONTENT));
        columns.add(lit(side).as(SIDE));
        return rows.select(columns.toArray(Column[]::new));
    }

    private Dataset<Row> ofEntities(Dataset<Row> published, Dataset<Row> keys) {
        Column same = lit(true);
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            String name = plan.entity().keys().get(i).name();
            same = same.and(published.col("`" + name + "`").equalTo(keys.col(RowLayout.key(i))));
        }
        return published.join(keys, same, "left_semi");
    }

    private List<Column> keyColumns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            columns.add(col(RowLayout.key(i)));
        }
        return columns;
    }
}
