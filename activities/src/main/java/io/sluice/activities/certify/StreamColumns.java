package io.sluice.activities.certify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** What a row of a stream is, in the archive and in the trusted table alike: its declared columns, event time and event id. */
final class StreamColumns {
    private final List<Column> columns = new ArrayList<>();

    StreamColumns(Source source) {
        // A table may have a wider type than the definition.
        source.schema()
                .forEach(column -> columns.add(Typing.quoted(column.name())
                        .cast(SparkTypes.of(column.type()))
                        .as(column.name())));
        columns.add(col(SystemColumns.EVENT_TIME));
        columns.add(col(SystemColumns.EVENT_ID));
    }

    /** All of them, to be selected. */
    Column[] selected() {
        return columns.toArray(Column[]::new);
    }

    /** Two aggregates over rows, of which only some count, to be read by {@link #name}. */
    List<Column> aggregates(Column counts) {
        Column hash = xxhash64(columns.toArray(Column[]::new)).cast(DataTypes.createDecimalType(20, 0));
        return List.of(count(when(counts, lit(1))), sum(when(counts, hash)));
    }

    /** The name of a set of rows, from the two aggregates at a position of a row. */
    static String name(Row row, int position) {
        return row.getLong(position) + "/"
                + (row.isNullAt(position + 1)
                        ? "0"
                        : row.getDecimal(position + 1).toPlainString());
    }
}
