package io.sluice.activities.table;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Rows to records of a class and back. */
final class RecordCodec<R extends Record> {
    private final RecordComponent[] components;
    private final Constructor<R> constructor;

    RecordCodec(Class<R> type) {
        this.components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("Invalid row class: " + type, e);
        }
    }

    org.apache.iceberg.data.Record encode(R row, Schema schema) {
        org.apache.iceberg.data.Record encoded = GenericRecord.create(schema);
        for (RecordComponent component : components) {
            encoded.setField(RecordColumns.name(component), toIceberg(read(row, component)));
        }
        return encoded;
    }

    R decode(org.apache.iceberg.data.Record row) {
        Object[] values = Arrays.stream(components)
                .map(component -> fromIceberg(row.getField(RecordColumns.name(component))))
                .toArray();
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read a row as " + constructor.getDeclaringClass(), e);
        }
    }

    private static @Nullable Object read(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }

    private static @Nullable Object toIceberg(@Nullable Object value) {
        return value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
    }

    private static @Nullable Object fromIceberg(@Nullable Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof List<?> list ? List.copyOf(list) : value;
    }
}
