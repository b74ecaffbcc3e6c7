package io.sluice.activities.training.join;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.activities.expression.CatalystValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Sort-merge: both sides are partitioned by tuple and sorted by tuple and instant; then each past has one cursor. The left side
 * is shuffled once for all pasts. Spilling is Spark's; beyond that memory is two rows for each past.
 */
final class MergeJoin implements AsOfJoin {
    private static final String HASH = "_hash";

    private final SparkSession session;

    MergeJoin(SparkSession session) {
        this.session = session;
    }

    @Override
    public Dataset<Row> join(Dataset<Row> rows, int tuple, List<Past> pasts) {
        int tasks = Math.max(
                session.sessionState().conf().numShufflePartitions(),
                session.sparkContext().defaultParallelism());
        // A NULL instant has a NULL in its tuple or comes before everything.
        Dataset<Row> left = sorted(rows.withColumn(AT, coalesce(col(AT), lit(Long.MIN_VALUE))), tuple, tasks);
        JavaRDD<InternalRow> joined = internal(left);
        StructType schema = left.schema();
        for (int i = 0; i < pasts.size(); i++) {
            Dataset<Row> right = sorted(matchable(pasts.get(i).rows(), tuple), tuple, tasks);
            joined = joined.zipPartitions(internal(right), merging(left, tuple, pasts.get(i)));
            schema = with(schema, right.schema(), pasts.get(i));
        }
        List<Column> columns = new ArrayList<>();
        Arrays.stream(rows.columns()).map(MergeJoin::quoted).forEach(columns::add);
        pasts.forEach(past -> past.values().forEach(value -> columns.add(quoted(value.name()))));
        return session.internalCreateDataFrame(joined.rdd(), schema, false).select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> matchable(Dataset<Row> rows, int tuple) {
        Dataset<Row> matchable = rows.filter(col(AT).isNotNull());
        for (int i = 0; i < tuple; i++) {
            matchable = matchable.filter(col(AsOfJoin.tuple(i)).isNotNull());
        }
        return matchable;
    }

    /** Hash, tuple and instant first. The hash because Spark compares numbers quickly and texts that begin alike slowly. */
    private static Dataset<Row> sorted(Dataset<Row> rows, int tuple, int tasks) {
        List<Column> keys = new ArrayList<>();
        for (int i = 0; i < tuple; i++) {
            keys.add(col(AsOfJoin.tuple(i)));
        }
        Column[] by = keys.toArray(Column[]::new);
        List<Column> order = new ArrayList<>(keys);
        order.add(0, col(HASH));
        order.add(col(AT));
        List<Column> all = new ArrayList<>(order);
        all.set(0, xxhash64(by).as(HASH));
        List<String> placed = new ArrayList<>(List.of(AT));
        for (int i = 0; i < tuple; i++) {
            placed.add(AsOfJoin.tuple(i));
        }
        Arrays.stream(rows.columns())
                .filter(name -> !placed.contains(name))
                .map(MergeJoin::quoted)
                .forEach(all::add);
        return rows.repartition(tasks, by)
                .select(all.toArray(Column[]::new))
                .sortWithinPartitions(order.toArray(Column[]::new));
    }

    private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
        return rows.queryExecution().toRdd().toJavaRDD();
    }

    private static FlatMapFunction2<Iterator<InternalRow>, Iterator<InternalRow>, InternalRow> merging(
            Dataset<Row> left, int tuple, Past past) {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i <= tuple; i++) {
            types.add(left.schema().fields()[i].dataType());
        }
        boolean versioned = past.versioned();
        InternalRow none = none(past, tuple + 2 + (versioned ? 2 : 0));
        return (labels, rows) -> new MergeIterator(labels, rows, types, versioned, none);
    }

    private static InternalRow none(Past past, int before) {
        @Nullable Object[] row = new Object[before + past.defaults().length];
        for (int i = 0; i < past.defaults().length; i++) {
            Object value = past.defaults()[i];
            row[before + i] = value == null
                    ? null
                    : CatalystValues.of(past.values().get(i).type()).toCatalyst(value);
        }
        return new GenericInternalRow(row);
    }

    /** Values keep their names; what else came from the right side gets one that nobody asks for. */
    private static StructType with(StructType left, StructType right, Past past) {
        List<String> values = past.values().stream().map(value -> value.name()).toList();
        StructType schema = new StructType();
        for (StructField field : left.fields()) {
            schema = schema.add(field.name(), field.dataType(), true);
        }
        for (StructField field : right.fields()) {
            String name = values.contains(field.name()) ? field.name() : "_right" + schema.size();
            schema = schema.add(name, field.dataType(), true);
        }
        return schema;
    }

    static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
