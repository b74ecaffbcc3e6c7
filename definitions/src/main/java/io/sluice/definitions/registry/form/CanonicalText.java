package io.sluice.definitions.registry.form;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as canonical JSON: keys sorted, no spaces, expressions in one spelling, durations in milliseconds, enums in lower case. */
final class CanonicalText {
    private CanonicalText() {}

    static String of(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            json.append(value);
        } else if (value instanceof Double number) {
            json.append(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
        } else if (value instanceof Duration duration) {
            json.append(duration.toMillis());
        } else if (value instanceof Enum<?> constant) {
            quote(json, constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof List<?> list) {
            list(json, list);
        } else if (value instanceof Map<?, ?> map) {
            map(json, map);
        } else if (value instanceof ExpressionText expression) {
            quote(json, expression.canonical());
        } else if (value instanceof String || value instanceof Instant) {
            quote(json, value.toString());
        } else {
            throw new IllegalArgumentException("Not a canonical value: " + value.getClass());
        }
    }

    private static void list(StringBuilder json, List<?> list) {
        String separator = "[";
        for (Object item : list) {
            append(json.append(separator), item);
            separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
    }

    private static void map(StringBuilder json, Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        String separator = "{";
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            quote(json.append(separator), entry.getKey());
            append(json.append(':'), entry.getValue());
            separator = ",";
        }
        json.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
