package io.sluice.activities.training.join;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.expression.CatalystValues;
import io.sluice.activities.spark.SparkTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Both sides in one, and a window that remembers the last right row: Spark's public API and nothing else. */
final class UnionJoin implements AsOfJoin {
    private static final String LEFT = "_left";
    private static final String RIGHT = "_right";
    private static final String SIDE = "_side";

    @Override
    public Dataset<Row> join(Dataset<Row> rows, int tuple, List<Past> pasts) {
        Dataset<Row> joined = rows;
        for (Past past : pasts) {
            joined = join(joined, tuple, past);
        }
        return joined;
    }

    private static Dataset<Row> join(Dataset<Row> rows, int tuple, Past past) {
        List<Column> keys = new ArrayList<>();
        Column complete = col(AT).isNotNull();
        for (int i = 0; i < tuple; i++) {
            keys.add(col(AsOfJoin.tuple(i)));
            complete = complete.and(col(AsOfJoin.tuple(i)).isNotNull());
        }
        Dataset<Row> left = side(rows, keys, 1, struct(all(rows)), null);
        Dataset<Row> right = side(past.rows().filter(complete), keys, 0, null, struct(remembered(past)));
        WindowSpec before = Window.partitionBy(keys.toArray(Column[]::new))
                .orderBy(col(AT), col(SIDE))
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Column seen = past.versioned() ? max(col(RIGHT)) : last(col(RIGHT), true);
        Dataset<Row> both = left.unionByName(right, true)
                .withColumn(RIGHT, when(complete, seen.over(before)))
                .filter(col(SIDE).equalTo(1));
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            columns.add(col(LEFT).getField(field.name()).as(field.name()));
        }
        for (int i = 0; i < past.values().size(); i++) {
            columns.add(value(past, i));
        }
        return both.select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> side(
            Dataset<Row> rows, List<Column> keys, int side, @Nullable Column left, @Nullable Column right) {
        List<Column> columns = new ArrayList<>(keys);
        columns.add(side == 1 ? coalesce(col(AT), lit(Long.MIN_VALUE)).as(AT) : col(AT));
        columns.add(lit(side).as(SIDE));
        if (left != null) {
            columns.add(left.as(LEFT));
        }
        if (right != null) {
            columns.add(right.as(RIGHT));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column[] all(Dataset<Row> rows) {
        return Arrays.stream(rows.columns()).map(MergeJoin::quoted).toArray(Column[]::new);
    }

    /** Versions first: the greatest of structs is the one of the greatest version. */
    private static Column[] remembered(Past past) {
        List<Column> columns = new ArrayList<>();
        if (past.versioned()) {
            columns.addAll(List.of(col(Past.MAJOR), col(Past.MINOR)));
        }
        past.values().forEach(value -> columns.add(MergeJoin.quoted(value.name())));
        return columns.toArray(Column[]::new);
    }

    private static Column value(Past past, int index) {
        io.sluice.definitions.model.Column value = past.values().get(index);
        Object given = past.defaults()[index];
        Object none = given == null ? null : CatalystValues.of(value.type()).toCatalyst(given);
        Column literal = new Column(Literal.create(none, SparkTypes.of(value.type())));
        return when(col(RIGHT).isNull(), literal)
                .otherwise(col(RIGHT).getField(value.name()))
                .as(value.name());
    }
}
