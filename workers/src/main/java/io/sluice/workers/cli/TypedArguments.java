package io.sluice.workers.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.EntityKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities and instants as people type them, the same in every command. */
final class TypedArguments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TypedArguments() {}

    /**
     * The entity of {@code --entity}: the value of the one key column, or an object by column.
     *
     * @throws IllegalArgumentException with a sentence that names the option
     */
    static EntityKey entity(List<Column> keys, String typed) {
        try {
            return typed.strip().startsWith("{") ? EntityKey.parse(keys, object(typed)) : EntityKey.parse(keys, typed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid --entity: " + e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> object(String text) {
        try {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
            JSON.readTree(text).fields().forEachRemaining(fields::add);
            fields.forEach(field -> values.put(
                    field.getKey(),
                    field.getValue().isNull() ? null : field.getValue().asText()));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The instant of {@code --at}; a day alone is its first instant.
     *
     * @throws IllegalArgumentException with a sentence that names the option
     */
    static Instant instant(String typed) {
        try {
            return typed.contains("T")
                    ? Instant.parse(typed)
                    : LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Invalid --at: expected an instant in UTC such as 2010-12-08T12:00:00Z, not " + typed, e);
        }
    }
}
