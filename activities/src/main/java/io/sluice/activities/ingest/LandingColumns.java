package io.sluice.activities.ingest;

import io.sluice.activities.reader.ReaderColumns;
import io.sluice.definitions.model.SystemColumns;
import java.util.List;
import java.util.Locale;

/** The columns that landing adds to rows as received. */
final class LandingColumns {
    static final String FILE = ReaderColumns.FILE;
    static final String POSITION = ReaderColumns.POSITION;
    static final String CORRUPT = ReaderColumns.CORRUPT;
    static final String DELIVERY = "_delivery";
    static final String PARTITION = SystemColumns.PARTITION;

    static final List<String> ALL = List.of(FILE, POSITION, CORRUPT, DELIVERY, PARTITION);

    /** Iceberg's own columns: a table that has one cannot be read. */
    private static final List<String> ICEBERG = List.of(
            "_file",
            "_pos",
            "_partition",
            "_spec_id",
            "_deleted",
            "_row_id",
            "_last_updated_sequence_number",
            "_change_type",
            "_change_ordinal",
            "_commit_snapshot_id");

    /** Ends the name of the column that holds, as text, what did not fit the type that the landing table has. */
    private static final String AS_STRING = "__as_string";

    private LandingColumns() {}

    static String asString(String column) {
        return column + AS_STRING;
    }

    static boolean reserved(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return ALL.contains(lower) || ICEBERG.contains(lower) || lower.endsWith(AS_STRING);
    }
}
