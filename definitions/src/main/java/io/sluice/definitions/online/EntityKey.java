package io.sluice.definitions.online;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entity: a typed tuple of key values, never a concatenated string.
 *
 * <p>Its canonical form is, per value, a type tag, a length of four bytes and the bytes, as base64url without padding:
 * equal tuples have equal texts, different tuples different ones, so {@code ('1','23')} is not {@code ('12','3')}.
 *
 * @param values in the order of the entity's key columns, as in {@link
 *     io.sluice.definitions.changepoint.SourceRow}; none is null
 */
public record EntityKey(List<KeyValue> values) {
    public EntityKey {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Invalid entity key: it has no values");
        }
    }

    /**
     * The key of a row.
     *
     * @param row one value per key column, as in {@link io.sluice.definitions.changepoint.SourceRow}
     * @throws IllegalArgumentException for a NULL, which names no entity, or a value of another type
     */
    public static EntityKey of(List<Column> keys, List<? extends @Nullable Object> row) {
        if (keys.size() != row.size()) {
            throw new IllegalArgumentException(
                    "Invalid entity key: " + names(keys) + " need " + keys.size() + " values, not " + row.size());
        }
        List<KeyValue> values = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            values.add(KeyValue.of(keys.get(i), row.get(i)));
        }
        return new EntityKey(values);
    }

    /**
     * The key that a person or a caller wrote as one text, for an entity with one key column.
     *
     * @throws IllegalArgumentException with a sentence, when the entity has several key columns or the text does not fit
     */
    public static EntityKey parse(List<Column> keys, String text) {
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    "Invalid entity key: it has several columns, so write an object with " + names(keys));
        }
        return new EntityKey(List.of(KeyValue.parse(keys.get(0), text)));
    }

    /**
     * The key that a caller wrote as an object, as a JSON reader gives it: strings, numbers and booleans by column.
     *
     * @throws IllegalArgumentException with a sentence, when columns are missing or unknown or a value does not fit
     */
    public static EntityKey parse(List<Column> keys, Map<String, ? extends @Nullable Object> written) {
        if (written.size() != keys.size() || !keys.stream().allMatch(key -> written.containsKey(key.name()))) {
            throw new IllegalArgumentException(
                    "Invalid entity key: expected exactly " + names(keys) + ", not " + written.keySet());
        }
        List<KeyValue> values = new ArrayList<>(keys.size());
        for (Column key : keys) {
            Object value = written.get(key.name());
            values.add(value == null ? KeyValue.of(key, null) : KeyValue.parse(key, value.toString()));
        }
        return new EntityKey(values);
    }

    /** The key whose {@link #encoded} text this is. */
    public static EntityKey decode(String encoded) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot decode entity key: it is not base64url", e);
        }
        EntityKey key = new EntityKey(KeyValue.readAll(bytes));
        if (!key.encoded().equals(encoded)) {
            throw new IllegalArgumentException("Cannot decode entity key: it is not in canonical form");
        }
        return key;
    }

    /** The canonical text, of letters, digits, {@code -} and {@code _}. */
    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(KeyValue.writeAll(values));
    }

    /** What a record shows: the scalar for one key column, otherwise an object by column. */
    public Object entityId(List<Column> keys) {
        if (keys.size() == 1) {
            return values.get(0).shown();
        }
        Map<String, Object> id = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            id.put(keys.get(i).name(), values.get(i).shown());
        }
        return Collections.unmodifiableMap(id);
    }

    /** Whether a column of this type can be a key: its values are equal only when they are the same. */
    public static boolean canBeKey(DataType type) {
        return KeyValue.canBeKey(type);
    }

    private static String names(List<Column> keys) {
        return keys.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
