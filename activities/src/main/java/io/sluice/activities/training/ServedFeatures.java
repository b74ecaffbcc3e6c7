package io.sluice.activities.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.served.ServedColumns;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.training.join.AsOfJoin;
import io.sluice.activities.training.join.Past;
import io.sluice.activities.training.labels.LabelChecks.Found;
import io.sluice.activities.training.labels.Labels;
import io.sluice.activities.typing.Typing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the online store had taken: of each slot the greatest version that was applied by the instant, in the generation that was
 * live then. The generation is part of the tuple, so labels are shuffled once for each view. An instant at which another version
 * of the view was live sees nothing.
 */
final class ServedFeatures implements Features {
    private static final String SEEN = "_seen";

    private final SparkSession session;
    private final Lake lake;
    private final AsOfJoin join;
    private final Map<String, Long> snapshots = new HashMap<>();

    ServedFeatures(SparkSession session, Lake lake, AsOfJoin join) {
        this.session = session;
        this.lake = lake;
        this.join = join;
    }

    @Override
    public String readOf(JoinedView view) {
        return TableNames.served(view.release().view()) + "@" + snapshot(view);
    }

    @Override
    public Dataset<Row> join(Labels labels, Found found, List<JoinedView> views) {
        Dataset<Row> rows = labels.rows();
        for (JoinedView view : views) {
            rows = join(rows, found, view);
        }
        return rows;
    }

    private Dataset<Row> join(Dataset<Row> labels, Found found, JoinedView view) {
        int keys = view.keys().size();
        Dataset<Row> rows = labels;
        for (int i = 0; i < keys; i++) {
            rows = rows.withColumn(AsOfJoin.tuple(i), col(Labels.key(view.entity(), i)));
        }
        rows = rows.withColumn(AsOfJoin.tuple(keys), live(view, found).apply(col(Labels.INSTANT)))
                .withColumn(AsOfJoin.AT, col(Labels.INSTANT));
        List<ServedSlot> slots = ServedSlot.of(view.release().plan());
        List<Past> pasts = slots.stream().map(slot -> past(slot, found, view)).toList();
        Dataset<Row> joined = derived(join.join(rows, keys + 1, pasts), view, slots);
        List<Column> columns = new ArrayList<>();
        Arrays.stream(labels.columns()).map(Typing::quoted).forEach(columns::add);
        view.values()
                .forEach(value -> columns.add(col(SEEN).getField(value.name()).as(value.name())));
        return joined.select(columns.toArray(Column[]::new));
    }

    /** Evaluated once for each row, although many columns come from it. */
    private static Dataset<Row> derived(Dataset<Row> joined, JoinedView view, List<ServedSlot> slots) {
        List<Column> inputs = new ArrayList<>();
        slots.forEach(slot -> slot.values().forEach(value -> inputs.add(col(value.name()))));
        StructType result = SparkTypes.of(view.values());
        UDF1<Row, Row> seen = new SeenValues(view.release().plan(), slots);
        return joined.withColumn(
                SEEN, udf(seen, result).asNondeterministic().apply(struct(inputs.toArray(Column[]::new))));
    }

    private Past past(ServedSlot slot, Found found, JoinedView view) {
        Dataset<Row> writes = archive(view, found)
                .filter(col(ServedColumns.KIND)
                        .equalTo(ServedColumns.WRITE)
                        .and(col(ServedColumns.DEFINITION)
                                .equalTo(view.release().definitionVersion()))
                        .and(col(ServedColumns.SLOT).equalTo(slot.name())))
                .select(
                        col(ServedColumns.ENTITY),
                        col(ServedColumns.GENERATION),
                        unix_millis(col(ServedColumns.APPLIED_AT)),
                        col(ServedColumns.MAJOR),
                        col(ServedColumns.MINOR),
                        col(ServedColumns.ROW));
        StructType schema = slot.schema(view.keys());
        Dataset<Row> decoded = writes.mapPartitions(
                slot.decoding(view.keys(), view.release().definitionVersion()), Encoders.row(schema));
        return new Past(decoded, slot.values(), slot.defaults(), true);
    }

    private org.apache.spark.sql.expressions.UserDefinedFunction live(JoinedView view, Found found) {
        List<Row> swaps = archive(view, found)
                .filter(col(ServedColumns.KIND).equalTo(ServedColumns.SWAP))
                .select(
                        unix_millis(col(ServedColumns.APPLIED_AT)).as("at"),
                        col(ServedColumns.DEFINITION),
                        col(ServedColumns.GENERATION))
                .collectAsList();
        return udf(LiveGenerations.of(swaps), DataTypes.StringType);
    }

    private Dataset<Row> archive(JoinedView view, Found found) {
        return session.read()
                .option("snapshot-id", snapshot(view))
                .format("iceberg")
                .load(Lake.CATALOG + "." + TableNames.served(view.release().view()))
                .filter(
                        found.first() > found.last()
                                ? lit(false)
                                : col(ServedColumns.APPLIED_AT).leq(timestamp_millis(lit(found.last()))));
    }

    private long snapshot(JoinedView view) {
        return snapshots.computeIfAbsent(view.release().view(), name -> {
            Table table = lake.load(TableNames.served(name));
            Snapshot current = table.currentSnapshot();
            return current == null ? -1 : current.snapshotId();
        });
    }
}
