package io.sluice.activities.table;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** The columns of a record class: components in snake case; those that may be null are optional. */
final class RecordColumns {
    private RecordColumns() {}

    /** The schema; {@code key} is one more column, the key of the append that wrote the row. */
    static Schema schema(Class<? extends Record> type, String key) {
        List<NestedField> fields = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            // The elements of lists get ids behind those of all columns.
            fields.add(field(components[i], i + 1, components.length + 2 + i));
        }
        fields.add(NestedField.required(components.length + 1, key, Types.StringType.get()));
        return new Schema(fields);
    }

    static String name(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static NestedField field(RecordComponent component, int id, int elementId) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        org.apache.iceberg.types.Type type = type(component, elementId);
        return optional
                ? NestedField.optional(id, name(component), type)
                : NestedField.required(id, name(component), type);
    }

    private static org.apache.iceberg.types.Type type(RecordComponent component, int elementId) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return Types.StringType.get();
        } else if (type == long.class || type == Long.class) {
            return Types.LongType.get();
        } else if (type == int.class || type == Integer.class) {
            return Types.IntegerType.get();
        } else if (type == double.class || type == Double.class) {
            return Types.DoubleType.get();
        } else if (type == boolean.class || type == Boolean.class) {
            return Types.BooleanType.get();
        } else if (type == java.time.Instant.class) {
            return Types.TimestampType.withZone();
        } else if (isListOfStrings(component.getGenericType())) {
            return Types.ListType.ofRequired(elementId, Types.StringType.get());
        }
        throw new IllegalArgumentException("Invalid component of a row: " + component);
    }

    private static boolean isListOfStrings(Type type) {
        return type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == String.class;
    }
}
