package io.sluice.activities.online.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** What Iceberg's generic reader returns, in the form of {@link io.sluice.definitions.changepoint.SourceRow}. */
public final class IcebergValues {
    private IcebergValues() {}

    /** A value of a column that may be NULL. */
    public static @Nullable Object value(@Nullable Object stored, DataType type) {
        if (stored == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE -> stored;
            case STRING -> stored.toString();
            case BINARY -> bytes(stored);
            case DATE -> Math.toIntExact(((LocalDate) stored).toEpochDay());
            case TIMESTAMP -> millis(stored, 0);
            case ARRAY -> list((List<?>) stored, type.element() == null ? DataType.STRING : type.element());
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

    /** An instant in epoch milliseconds, or what stands for none. */
    public static long millis(@Nullable Object stored, long none) {
        if (stored == null) {
            return none;
        }
        OffsetDateTime time =
                stored instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) stored;
        return ChronoUnit.MILLIS.between(java.time.Instant.EPOCH, time.toInstant());
    }

    private static byte[] bytes(Object stored) {
        if (stored instanceof byte[] fixed) {
            return fixed.clone();
        }
        ByteBuffer buffer = ((ByteBuffer) stored).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
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
}
