package io.sluice.activities.reader;

import java.util.List;
import java.util.Locale;

/** The columns that reading adds to rows as received. */
public final class ReaderColumns {
    /** The file a row came from. Iceberg keeps {@code _file} for itself. */
    public static final String FILE = "_source_file";

    /** A row's number in its file, from 0. */
    public static final String POSITION = "_source_position";

    /** What could not be parsed, as text. */
    public static final String CORRUPT = "_corrupt_record";

    static final List<String> ALL = List.of(FILE, POSITION, CORRUPT);

    private ReaderColumns() {}

    static boolean reserved(String column) {
        return ALL.contains(column.toLowerCase(Locale.ROOT));
    }
}
