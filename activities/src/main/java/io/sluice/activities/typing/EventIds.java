package io.sluice.activities.typing;

import io.sluice.activities.spark.RowValues;
import io.sluice.definitions.model.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Event ids and content hashes as Spark functions over a struct of typed columns.
 *
 * <p>An id of one column is its plain text; one of several is a JSON array of texts, so that {@code ('1','23')} and
 * {@code ('12','3')} differ. A NULL column is the text NUL alone, or JSON's null.
 */
public final class EventIds {
    private EventIds() {}

    /** The content hash of a struct of all declared columns. */
    public static UDF1<Row, String> content(List<Column> columns) {
        List<Column> copy = List.copyOf(columns);
        return row -> CanonicalRow.hash(copy, values(copy, row));
    }

    /** The id of a struct of the id's columns. */
    public static UDF1<Row, String> columns(List<Column> columns) {
        List<Column> copy = List.copyOf(columns);
        return row -> text(copy, values(copy, row));
    }

    /** Whether the id of one column is what Spark writes for it: then no function of ours is needed. */
    public static boolean isItsText(Column column) {
        return switch (column.type().kind()) {
            case BOOLEAN, INT, BIGINT, STRING -> true;
            case DATE, DECIMAL, DOUBLE, BINARY, TIMESTAMP, ARRAY, STRUCT, VECTOR -> false;
        };
    }

    /** The id of such a column. */
    public static org.apache.spark.sql.Column text(org.apache.spark.sql.Column value) {
        return functions.coalesce(value.cast(DataTypes.StringType), functions.lit("\u0000"));
    }

    private static @Nullable Object[] values(List<Column> columns, Row row) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = RowValues.toKernel(columns.get(i).type(), row.get(i));
        }
        return values;
    }

    /** The id of values of the id's columns, as in {@link io.sluice.definitions.changepoint.SourceRow}. */
    public static String text(List<Column> columns, @Nullable Object[] values) {
        if (values.length == 1) {
            String text = plain(columns.get(0), values[0]);
            return text == null ? "\u0000" : text;
        }
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            String text = plain(columns.get(i), values[i]);
            json.append(i == 0 ? "" : ",").append(text == null ? "null" : quoted(text));
        }
        return json.append(']').toString();
    }

    private static @Nullable String plain(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (column.type().kind()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case BINARY -> HexFormat.of().formatHex((byte[]) value);
            case BOOLEAN, INT, BIGINT, DOUBLE, STRING, TIMESTAMP, ARRAY, STRUCT, VECTOR -> value.toString();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
