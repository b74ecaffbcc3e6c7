package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Values between the kernel ({@link io.sluice.definitions.changepoint.SourceRow}) and Iceberg's generic records, both ways. */
final class ArchiveValues {
    /** Instants are microseconds in the file. */
    private static final long GREATEST_MILLIS = Long.MAX_VALUE / 1_000;

    private ArchiveValues() {}

    /**
     * A kernel value for a column of a table, whose type may be wider.
     *
     * @throws IllegalArgumentException when the table cannot hold it: an instant 292,000 years away
     */
    static @Nullable Object toIceberg(DataType type, Type column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, STRING, BIGINT, DOUBLE -> value;
            case INT -> column.typeId() == Type.TypeID.LONG ? (Object) ((Integer) value).longValue() : value;
            case DECIMAL -> ((BigDecimal) value).setScale(type.scale());
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP -> instant((Long) value);
            case BINARY -> ByteBuffer.wrap((byte[]) value);
            case ARRAY ->
                list(requireNonNull(type.element()), column.asListType().elementType(), (List<?>) value);
            case VECTOR -> list(DataType.DOUBLE, column.asListType().elementType(), (List<?>) value);
            case STRUCT -> struct(type.fields(), column, (List<?>) value);
        };
    }

    /** The kernel's form of a value that {@link #toIceberg} made. */
    static @Nullable Object toKernel(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, STRING, BIGINT, DOUBLE, DECIMAL -> value;
            case INT -> ((Number) value).intValue();
            case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
            case TIMESTAMP -> millis((OffsetDateTime) value);
            case BINARY -> bytes((ByteBuffer) value);
            case ARRAY -> kernelList(requireNonNull(type.element()), (List<?>) value);
            case VECTOR -> kernelList(DataType.DOUBLE, (List<?>) value);
            case STRUCT -> kernelStruct(type.fields(), (Record) value);
        };
    }

    /** An instant, epoch milliseconds, for a column. */
    static OffsetDateTime instant(long millis) {
        if (millis > GREATEST_MILLIS || millis < -GREATEST_MILLIS) {
            throw new IllegalArgumentException("Invalid instant for a table: " + millis);
        }
        return OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** Epoch milliseconds of a column's instant. */
    static long millis(OffsetDateTime instant) {
        return instant.toInstant().toEpochMilli();
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static List<@Nullable Object> list(DataType element, Type column, List<?> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(toIceberg(element, column, value)));
        return list;
    }

    private static Record struct(List<Column> fields, Type column, List<?> values) {
        List<NestedField> columns = column.asStructType().fields();
        Record struct = GenericRecord.create(column.asStructType());
        for (int i = 0; i < fields.size(); i++) {
            struct.set(i, toIceberg(fields.get(i).type(), columns.get(i).type(), values.get(i)));
        }
        return struct;
    }

    private static List<@Nullable Object> kernelList(DataType element, List<?> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(toKernel(element, value)));
        return Collections.unmodifiableList(list);
    }

    private static List<@Nullable Object> kernelStruct(List<Column> fields, Record struct) {
        List<@Nullable Object> list = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            list.add(toKernel(fields.get(i).type(), struct.get(i)));
        }
        return Collections.unmodifiableList(list);
    }
}
