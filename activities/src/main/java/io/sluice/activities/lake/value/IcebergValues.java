package io.sluice.activities.lake.value;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * Values between Iceberg's generic records and the kernel ({@link io.sluice.definitions.changepoint.SourceRow}), both ways. What
 * {@link #toIceberg} made, {@link #value} gives back.
 */
public final class IcebergValues {
    /** Instants are microseconds in the file. */
    private static final long GREATEST_MILLIS = Long.MAX_VALUE / 1_000;

    private IcebergValues() {}

    /** A value of a column that may be NULL and whose type in the table may be wider than the one that is asked for. */
    public static @Nullable Object value(@Nullable Object stored, DataType type) {
        if (stored == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, BIGINT, DECIMAL, DOUBLE -> stored;
            case INT -> Math.toIntExact(((Number) stored).longValue());
            case STRING -> stored.toString();
            case BINARY -> bytes(stored);
            case DATE -> Math.toIntExact(((LocalDate) stored).toEpochDay());
            case TIMESTAMP -> millis(stored, 0);
            case ARRAY -> list((List<?>) stored, requireNonNull(type.element(), "element is null"));
            case VECTOR -> list((List<?>) stored, DataType.DOUBLE);
            case STRUCT -> struct((StructLike) stored, type.fields());
        };
    }

    /** A value of a key column, which is never NULL. */
    public static Object present(@Nullable Object stored, Column column) {
        Object value = value(stored, column.type());
        if (value == null) {
            throw new IllegalStateException("Invalid row: key column %s is NULL".formatted(column.name()));
        }
        return value;
    }

    /**
     * An instant in epoch milliseconds, the last one not after it, as Spark's side of the kernel has it; or what stands for none.
     * One without a zone is taken to be UTC.
     */
    public static long millis(@Nullable Object stored, long none) {
        if (stored == null) {
            return none;
        }
        OffsetDateTime time =
                stored instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) stored;
        return time.toInstant().toEpochMilli();
    }

    /** A copy of what a binary or fixed column holds. */
    public static byte[] bytes(Object stored) {
        if (stored instanceof byte[] fixed) {
            return fixed.clone();
        }
        ByteBuffer buffer = ((ByteBuffer) stored).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * A kernel value for a column of a table, whose type may be wider.
     *
     * @throws IllegalArgumentException when the table cannot hold it: an instant 292,000 years away
     */
    public static @Nullable Object toIceberg(DataType type, Type column, @Nullable Object value) {
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
            case ARRAY -> listOf(requireNonNull(type.element(), "element is null"), column, (List<?>) value);
            case VECTOR -> listOf(DataType.DOUBLE, column, (List<?>) value);
            case STRUCT -> structOf(type.fields(), column, (List<?>) value);
        };
    }

    /**
     * An instant, epoch milliseconds, for a column.
     *
     * @throws IllegalArgumentException when its microseconds are no long
     */
    public static OffsetDateTime instant(long millis) {
        if (millis > GREATEST_MILLIS || millis < -GREATEST_MILLIS) {
            throw new IllegalArgumentException("Invalid instant for a table: " + millis);
        }
        return OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static List<@Nullable Object> list(List<?> stored, DataType element) {
        List<@Nullable Object> values = new ArrayList<>(stored.size());
        stored.forEach(value -> values.add(value(value, element)));
        return Collections.unmodifiableList(values);
    }

    private static List<@Nullable Object> struct(StructLike stored, List<Column> fields) {
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            values.add(value(stored.get(i, Object.class), fields.get(i).type()));
        }
        return Collections.unmodifiableList(values);
    }

    private static List<@Nullable Object> listOf(DataType element, Type column, List<?> values) {
        Type stored = column.asListType().elementType();
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(toIceberg(element, stored, value)));
        return list;
    }

    private static Record structOf(List<Column> fields, Type column, List<?> values) {
        List<NestedField> columns = column.asStructType().fields();
        Record struct = GenericRecord.create(column.asStructType());
        for (int i = 0; i < fields.size(); i++) {
            struct.set(i, toIceberg(fields.get(i).type(), columns.get(i).type(), values.get(i)));
        }
        return struct;
    }
}
