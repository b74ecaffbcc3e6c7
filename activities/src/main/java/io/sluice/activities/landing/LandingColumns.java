package io.sluice.activities.landing;

import io.sluice.activities.reader.ReaderColumns;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.SystemColumns;
import java.util.List;
import java.util.Locale;

/** The columns that landing adds to rows as received. */
public final class LandingColumns {
    public static final String FILE = ReaderColumns.FILE;
    public static final String POSITION = ReaderColumns.POSITION;
    public static final String CORRUPT = ReaderColumns.CORRUPT;
    public static final String DELIVERY = "_delivery";
    public static final String PARTITION = SystemColumns.PARTITION;

    public static final List<String> ALL = List.of(FILE, POSITION, CORRUPT, DELIVERY, PARTITION);

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

    private LandingColumns() {}

    static boolean reserved(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return ALL.contains(lower) || ICEBERG.contains(lower) || lower.endsWith(Typing.AS_STRING);
    }
}
