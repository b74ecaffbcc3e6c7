package io.sluice.quality.known;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The certified rows of another table at one snapshot of it, whatever is published to it meanwhile.
 *
 * @param rows with the columns that people declared
 * @param pinned the name by which the same rows can be asked for again, for example {@code trusted.users@123}
 */
public record KnownTable(Dataset<Row> rows, String pinned) {
    /** The name of the detail that says which snapshot of another table an expectation read. */
    public static final String DETAIL = "other_table";

    public KnownTable {
        requireNonNull(rows, "rows is null");
        requireNonNull(pinned, "pinned is null");
    }
}
