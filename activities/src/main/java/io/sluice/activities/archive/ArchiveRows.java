package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.IcebergTypes;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.value.IcebergValues;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Records of the log as rows of the archive and back, without loss. Immutable and thread-safe. */
public final class ArchiveRows {
    private static final byte[] EMPTY = {};

    private final List<Column> columns;
    private final List<Type> types = new ArrayList<>();
    private final RowCodec codec;
    private final GenericRecord template;

    /**
     * Rows of a table's columns.
     *
     * @throws IllegalArgumentException when the table has a column of another type than the source
     */
    public ArchiveRows(Source source, Schema schema) {
        columns = source.schema();
        codec = new RowCodec(columns);
        template = GenericRecord.create(schema);
        for (Column column : columns) {
            types.add(type(source, column, schema.findField(column.name())));
        }
    }

    private static Type type(Source source, Column column, @Nullable NestedField there) {
        Type type = requireNonNull(there, "column is null").type();
        DataType wanted =
                column.type().kind() == DataType.Kind.VECTOR ? DataType.array(DataType.DOUBLE) : column.type();
        boolean wider = wanted.equals(DataType.INT) && type.typeId() == Type.TypeID.LONG;
        DataType has = IcebergTypes.from(type);
        boolean roomier = wanted.kind() == DataType.Kind.DECIMAL
                && has.kind() == DataType.Kind.DECIMAL
                && has.scale() == wanted.scale()
                && has.precision() >= wanted.precision();
        if (!has.equals(wanted) && !wider && !roomier) {
            throw new IllegalArgumentException(
                    "Column %s of table %s is %s and source %s says %s: a type may only get wider; give the column a new name in the definition"
                            .formatted(column.name(), TableNames.events(source.name()), has, source.name(), wanted));
        }
        return type;
    }

    /** The row of a record. Never fails for what is in the record: what no column takes is kept whole. */
    public Record encode(ArchivedRecord archived) {
        LogRecord record = archived.record();
        Stamped stamped = record.stamped();
        Record row = template.copy();
        row.setField(ArchiveColumns.LOG_PARTITION, archived.partition());
        row.setField(ArchiveColumns.LOG_OFFSET, archived.offset());
        row.setField(ArchiveColumns.LOGGED_AT, IcebergValues.instant(archived.loggedAt()));
        row.setField(ArchiveColumns.KIND, stamped.kind().name());
        row.setField(ArchiveColumns.VERDICT, record.verdict().name());
        row.setField(ArchiveColumns.REASONS, record.reasons());
        row.setField(ArchiveColumns.EPOCH, record.epoch());
        row.setField(ArchiveColumns.DECIDES, record.decides() == LogRecord.FIRST ? null : record.decides());
        row.setField(ArchiveColumns.SOURCE_PARTITION, stamped.stamp().partition());
        row.setField(ArchiveColumns.SOURCE_OFFSET, stamped.stamp().offset());
        row.setField(SystemColumns.EVENT_ID, stamped.eventId());
        row.setField(ArchiveColumns.VIOLATIONS, stamped.violations());
        row.setField(ArchiveColumns.KEY, ByteBuffer.wrap(stamped.key()));
        row.setField(ArchiveColumns.RAW, stamped.raw().length == 0 ? null : ByteBuffer.wrap(stamped.raw()));
        if (!(setTimes(row, stamped) & setColumns(row, stamped))) {
            row.setField(ArchiveColumns.RECORD, ByteBuffer.wrap(record.encoded()));
        }
        return row;
    }

    /** Sets the times and says whether the columns could take all of them. */
    private static boolean setTimes(Record row, Stamped stamped) {
        try {
            row.setField(ArchiveColumns.APPENDED_AT, time(stamped.stamp().appendTime()));
            row.setField(ArchiveColumns.REACHED, time(stamped.stamp().reached()));
            row.setField(SystemColumns.EVENT_TIME, time(stamped.eventTime()));
            return true;
        } catch (IllegalArgumentException outOfRange) {
            return false;
        }
    }

    /** Sets the source's columns and says whether they tell all of the row. */
    private boolean setColumns(Record row, Stamped stamped) {
        if (!isRow(stamped.kind())) {
            return stamped.row().length == 0;
        }
        @Nullable Object[] converted = new Object[columns.size()];
        try {
            @Nullable Object[] values = codec.decode(stamped.row());
            for (int i = 0; i < converted.length; i++) {
                converted[i] = IcebergValues.toIceberg(columns.get(i).type(), types.get(i), values[i]);
            }
        } catch (IllegalArgumentException otherColumns) {
            return false;
        }
        for (int i = 0; i < converted.length; i++) {
            row.setField(columns.get(i).name(), converted[i]);
        }
        return true;
    }

    /** The record of a row that {@link #encode} made, of a source with the same columns. */
    public ArchivedRecord decode(Record row) {
        int partition = (Integer) row.getField(ArchiveColumns.LOG_PARTITION);
        long offset = (Long) row.getField(ArchiveColumns.LOG_OFFSET);
        long loggedAt = millis(row, ArchiveColumns.LOGGED_AT);
        byte[] whole = bytes(row, ArchiveColumns.RECORD);
        return new ArchivedRecord(
                partition, offset, loggedAt, whole.length > 0 ? LogRecord.decode(whole) : record(row));
    }

    private LogRecord record(Record row) {
        Long decides = (Long) row.getField(ArchiveColumns.DECIDES);
        return new LogRecord(
                (Long) row.getField(ArchiveColumns.EPOCH),
                decides == null ? LogRecord.FIRST : decides,
                Verdict.valueOf((String) row.getField(ArchiveColumns.VERDICT)),
                texts(row, ArchiveColumns.REASONS),
                stamped(row));
    }

    private Stamped stamped(Record row) {
        Stamped.Kind kind = Stamped.Kind.valueOf((String) row.getField(ArchiveColumns.KIND));
        return new Stamped(
                kind,
                new Stamp(
                        (Integer) row.getField(ArchiveColumns.SOURCE_PARTITION),
                        (Long) row.getField(ArchiveColumns.SOURCE_OFFSET),
                        millis(row, ArchiveColumns.APPENDED_AT),
                        millis(row, ArchiveColumns.REACHED)),
                millis(row, SystemColumns.EVENT_TIME),
                (String) row.getField(SystemColumns.EVENT_ID),
                bytes(row, ArchiveColumns.KEY),
                isRow(kind) ? codec.encode(values(row)) : EMPTY,
                texts(row, ArchiveColumns.VIOLATIONS),
                bytes(row, ArchiveColumns.RAW));
    }

    private @Nullable Object[] values(Record row) {
        return columns.stream()
                .map(column -> IcebergValues.value(row.getField(column.name()), column.type()))
                .toArray();
    }

    private static boolean isRow(Stamped.Kind kind) {
        return kind == Stamped.Kind.EVENT || kind == Stamped.Kind.ADMIT;
    }

    private static @Nullable OffsetDateTime time(long millis) {
        return millis == Stamp.NOTHING ? null : IcebergValues.instant(millis);
    }

    private static long millis(Record row, String column) {
        return IcebergValues.millis(row.getField(column), Stamp.NOTHING);
    }

    private static byte[] bytes(Record row, String column) {
        Object stored = row.getField(column);
        return stored == null ? EMPTY : IcebergValues.bytes(stored);
    }

    private static List<String> texts(Record row, String column) {
        return ((List<?>) row.getField(column)).stream().map(String::valueOf).toList();
    }
}
