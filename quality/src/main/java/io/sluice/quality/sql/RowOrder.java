package io.sluice.quality.sql;

import io.sluice.definitions.model.SystemColumns;
import io.sluice.quality.python.UndecidedException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The order of rows, which tables do not have by themselves: that of the files they came from where it is known,
 * otherwise that of event times.
 */
public final class RowOrder {
    /** The column by which {@link #number} orders. */
    public static final String COLUMN = "sluice_order";

    public static final String FILE = "_source_file";
    public static final String POSITION = "_source_position";

    private static final List<List<String>> ORDERS =
            List.of(List.of(FILE, POSITION), List.of(SystemColumns.EVENT_TIME, SystemColumns.EVENT_ID));

    private RowOrder() {}

    /** Whether a column only says where a row stands, so that no expectation is about it. */
    public static boolean isHidden(String column) {
        return ORDERS.stream().anyMatch(order -> order.contains(column));
    }

    /** The rows without the columns that only order them. */
    public static Dataset<Row> without(Dataset<Row> rows) {
        return rows.drop(
                Arrays.stream(rows.columns()).filter(RowOrder::isHidden).toArray(String[]::new));
    }

    /**
     * The rows with a column to order them by.
     *
     * @throws UndecidedException when nothing orders them
     */
    public static Dataset<Row> number(Dataset<Row> rows) {
        List<String> names = Arrays.asList(rows.columns());
        for (List<String> order : ORDERS) {
            if (names.containsAll(order)) {
                return rows.withColumn(
                        COLUMN,
                        functions.struct(order.stream().map(functions::col).toArray(Column[]::new)));
            }
        }
        throw new UndecidedException("the rows have no order: neither a place in a file nor an event time");
    }
}
