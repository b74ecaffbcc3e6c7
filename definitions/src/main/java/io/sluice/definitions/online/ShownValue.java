package io.sluice.definitions.online;

import io.sluice.definitions.model.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON shows them: dates and timestamps in ISO-8601, binary as base64, structs by field name. */
public final class ShownValue {
    private ShownValue() {}

    /** A Boolean, a Number, a String, a List or a Map; null for NULL. */
    public static @Nullable Object of(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, VECTOR -> value;
            case BINARY -> Base64.getEncoder().encodeToString((byte[]) value);
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIMESTAMP -> Instant.ofEpochMilli((Long) value).toString();
            case ARRAY -> {
                List<@Nullable Object> shown = new ArrayList<>();
                for (Object each : (List<?>) value) {
                    shown.add(of(each, type.element() == null ? DataType.STRING : type.element()));
                }
                yield Collections.unmodifiableList(shown);
            }
            case STRUCT -> {
                Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                for (int i = 0; i < type.fields().size(); i++) {
                    shown.put(
                            type.fields().get(i).name(),
                            of(((List<?>) value).get(i), type.fields().get(i).type()));
                }
                yield Collections.unmodifiableMap(shown);
            }
        };
    }
}
