package io.sluice.activities.view.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.activities.view.engine.row.RowDecoder;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Change points of a view for some days, from trusted rows.
 *
 * <p>Keys are evaluated in one pass over their sorted rows, from the state in which each run of days begins. That state is made
 * of partial states, combined where rows are read, so that history is neither sorted nor shuffled. Keys with very many rows
 * are cut at day starts and go to several tasks.
 */
public final class ViewEngine {
    /** After all that the passes read. */
    private static final String HASH = "_hash";

    /** Of so many rows a task has enough to do. */
    private static final long ROWS_A_TASK = 50_000;

    /** Into how many segments for each core a key with very many rows is cut: enough for tasks to come out even. */
    private static final int PIECES = 8;

    private final SparkSession session;
    private final ViewPlan plan;
    private final RowLayout layout;
    private final Limits limits;
    private final @Nullable Dataset<Row> only;
    private final BeyondDistinct beyond = new BeyondDistinct();

    public ViewEngine(SparkSession session, ViewPlan plan, Limits limits) {
        this(session, plan, limits, null);
    }

    private ViewEngine(SparkSession session, ViewPlan plan, Limits limits, @Nullable Dataset<Row> only) {
        this.session = session;
        this.plan = plan;
        this.layout = new RowLayout(plan);
        this.limits = limits;
        this.only = only;
        session.sparkContext().register(beyond, "values beyond max_distinct");
    }

    /** The same engine for certain entities only. */
    ViewEngine only(Dataset<Row> keys) {
        return new ViewEngine(session, plan, limits, keys);
    }

    /**
     * The change points and carry rows of the days.
     *
     * @param certified the last instant that is known, epoch milliseconds: nothing after it is written
     * @param table the columns of the view's table; what comes out has all of them but the run
     */
    public Dataset<Row> changePoints(List<TrustedSnapshot> inputs, WantedDays days, long certified, StructType table) {
        StructType schema = new StructType(Arrays.stream(table.fields())
                .filter(field -> !field.name().equals(SystemColumns.RUN))
                .toArray(StructField[]::new));
        long last = Math.min(certified, days.hull().end() - 1);
        int parallelism = session.sparkContext().defaultParallelism();
        Timeline timeline = Timeline.of(days, last, PIECES * parallelism);
        if (inputs.isEmpty() || timeline.isEmpty()) {
            return session.createDataFrame(List.of(), schema);
        }
        Reading reading = new Reading(session, plan, layout, inputs, days, last, only);
        List<Row> heavy = reading.heavyKeys(limits.heavyRows(), parallelism);
        long lastStart = timeline.lastStart(!heavy.isEmpty());
        Dataset<Row> evaluated = reading.rows(heavy, timeline, last + 1).filter(timeline.isEvaluated(segment()));
        if (reading.count(lastStart) > 0) {
            Dataset<Row> before = reading.rows(heavy, timeline, lastStart).filter(timeline.isBeforeLast(segment()));
            evaluated = withStates(evaluated, before, timeline);
        }
        return mapped(
                ordered(evaluated, tasks(reading.count(last + 1))),
                third(plan, layout, timeline, days, beyond),
                schema);
    }

    /**
     * By feature, at how many change points of the days its value is NULL because of {@code max_distinct}, and only features where
     * there is one. Known once all rows of {@link #changePoints} were asked for. Source: contract §4.
     */
    public SortedMap<String, Long> beyondDistinct() {
        return beyond.value();
    }

    /** A number of our own: Spark would put what is small on disk together until few uneven tasks are left. */
    private int tasks(long rows) {
        int most = session.sessionState().conf().numShufflePartitions();
        return (int) Math.min(most, 1 + rows / ROWS_A_TASK);
    }

    private static Column segment() {
        return col(RowLayout.SEGMENT);
    }

    /** The rows that are evaluated, and the states in which their segments begin. */
    private Dataset<Row> withStates(Dataset<Row> evaluated, Dataset<Row> before, Timeline timeline) {
        StructType states = StateRows.schema(plan);
        Dataset<Row> partials = mapped(before, first(plan, layout, timeline, limits), states);
        Dataset<Row> byKey = partials.repartition(columns()).sortWithinPartitions(columns(RowLayout.SEGMENT));
        Dataset<Row> begun = mapped(byKey, second(plan, layout, timeline), states);
        Dataset<Row> rows = evaluated.withColumn(RowLayout.STATE, lit(null).cast("binary"));
        return rows.union(shaped(begun, rows.schema()));
    }

    /** States in the columns of rows: before all others of their segment. */
    private static Dataset<Row> shaped(Dataset<Row> states, StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            Column column = List.of(states.columns()).contains(field.name())
                    ? col(field.name())
                    : switch (field.name()) {
                        case RowLayout.ARRIVAL -> lit(Long.MIN_VALUE);
                        case RowLayout.SOURCE -> lit(RowDecoder.STATE);
                        case RowLayout.ID -> lit("");
                        default -> lit(null).cast(field.dataType());
                    };
            columns.add(column.as(field.name()));
        }
        return states.select(columns.toArray(Column[]::new));
    }

    /**
     * Rows of one segment of an entity together and in the kernel's order; ids as Spark compares texts, by unsigned bytes. A
     * hash of the key comes first, because Spark compares numbers quickly and texts that begin alike slowly.
     */
    private Dataset<Row> ordered(Dataset<Row> rows, int tasks) {
        List<Column> order = new ArrayList<>(List.of(col(HASH)));
        order.addAll(List.of(columns(RowLayout.SEGMENT, RowLayout.ARRIVAL, RowLayout.SOURCE, RowLayout.ID)));
        return rows.repartition(tasks, columns(RowLayout.SEGMENT))
                .withColumn(HASH, xxhash64(columns()))
                .sortWithinPartitions(order.toArray(Column[]::new));
    }

    /** The entity keys, and more. */
    private Column[] columns(String... names) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < layout.keys(); i++) {
            columns.add(col(RowLayout.key(i)));
        }
        for (String name : names) {
            columns.add(col(name));
        }
        return columns.toArray(Column[]::new);
    }

    private interface Mapping extends java.io.Serializable {
        Iterator<InternalRow> over(Iterator<InternalRow> rows);
    }

    // What tasks get must not drag the engine along, hence static.

    private static Mapping first(ViewPlan plan, RowLayout layout, Timeline timeline, Limits limits) {
        int most = limits.partials();
        return rows -> new PartialIterator(plan, layout, timeline, most, rows);
    }

    private static Mapping second(ViewPlan plan, RowLayout layout, Timeline timeline) {
        return rows -> new StateIterator(plan, layout, timeline, rows);
    }

    private static Mapping third(
            ViewPlan plan, RowLayout layout, Timeline timeline, WantedDays days, BeyondDistinct beyond) {
        return rows -> new ChangePointIterator(plan, layout, timeline, days, beyond, rows);
    }

    /** Partitions mapped in Spark's own form of rows: making objects of every row and back costs more than the evaluation. */
    private Dataset<Row> mapped(Dataset<Row> rows, Mapping mapping, StructType schema) {
        FlatMapFunction<Iterator<InternalRow>, InternalRow> each = mapping::over;
        return session.internalCreateDataFrame(
                rows.queryExecution().toRdd().toJavaRDD().mapPartitions(each).rdd(), schema, false);
    }
}
