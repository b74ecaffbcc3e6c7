package io.sluice.activities.archive;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code events.<source>}: those of the source, then what the log says about the record. Public. */
public final class ArchiveColumns {
    /** The partition of the log, and the record's offset in it: together its place. */
    public static final String LOG_PARTITION = "_log_partition";

    public static final String LOG_OFFSET = "_log_offset";

    /** When the log took the record, by the broker's clock. */
    public static final String LOGGED_AT = "_logged_at";

    /** EVENT, TICK, ADMIT or DECISION. */
    public static final String KIND = "_kind";

    public static final String VERDICT = "_verdict";

    /** What is wrong with an INVALID row. */
    public static final String REASONS = "_reasons";

    /** The incarnation that decided; for a record that was decided more than once the greatest counts. */
    public static final String EPOCH = "_epoch";

    /** The offset of the record that is decided again; NULL for a first decision. */
    public static final String DECIDES = "_decides";

    /** Where the source's topic had it. */
    public static final String SOURCE_PARTITION = "_source_partition";

    public static final String SOURCE_OFFSET = "_source_offset";

    /** When the source's topic took it. */
    public static final String APPENDED_AT = "_appended_at";

    /** What its source partition had reached, this record counted; NULL before the first time. */
    public static final String REACHED = "_reached";

    /** The row rules that it breaks, whatever the verdict. */
    public static final String VIOLATIONS = "_violations";

    /** The canonical bytes of its {@code partition_by} tuple. */
    public static final String KEY = "_key";

    /** The record as received, where a column did not take what was in it. */
    public static final String RAW = "_raw";

    /** The whole record as the log has it, where the columns do not say it all: a decision, or a row of other columns. */
    public static final String RECORD = "_record";

    private ArchiveColumns() {}

    static List<Column> of(Source source) {
        List<Column> columns = new ArrayList<>(source.schema());
        columns.add(new Column(SystemColumns.EVENT_TIME, DataType.TIMESTAMP));
        columns.add(new Column(SystemColumns.EVENT_ID, DataType.STRING));
        columns.add(new Column(LOG_PARTITION, DataType.INT));
        columns.add(new Column(LOG_OFFSET, DataType.BIGINT));
        columns.add(new Column(LOGGED_AT, DataType.TIMESTAMP));
        columns.add(new Column(KIND, DataType.STRING));
        columns.add(new Column(VERDICT, DataType.STRING));
        columns.add(new Column(REASONS, DataType.array(DataType.STRING)));
        columns.add(new Column(EPOCH, DataType.BIGINT));
        columns.add(new Column(DECIDES, DataType.BIGINT));
        columns.add(new Column(SOURCE_PARTITION, DataType.INT));
        columns.add(new Column(SOURCE_OFFSET, DataType.BIGINT));
        columns.add(new Column(APPENDED_AT, DataType.TIMESTAMP));
        columns.add(new Column(REACHED, DataType.TIMESTAMP));
        columns.add(new Column(VIOLATIONS, DataType.array(DataType.STRING)));
        columns.add(new Column(KEY, DataType.BINARY));
        columns.add(new Column(RAW, DataType.BINARY));
        columns.add(new Column(RECORD, DataType.BINARY));
        return columns;
    }
}
