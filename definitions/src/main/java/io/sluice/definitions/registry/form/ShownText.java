package io.sluice.definitions.registry.form;

import io.sluice.definitions.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as people write them in a definition. */
final class ShownText {
    private ShownText() {}

    static FieldText field(Object value) {
        List<String> items =
                value instanceof List<?> list ? list.stream().map(ShownText::of).toList() : List.of();
        return new FieldText(CanonicalText.of(value), of(value), items);
    }

    private static String of(Object value) {
        if (value instanceof Duration duration) {
            return Durations.print(duration);
        } else if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(ShownText::of).collect(Collectors.joining(", "));
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof ExpressionText expression) {
            return expression.written().strip();
        }
        return String.valueOf(value);
    }

    private static String map(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted.isEmpty()
                ? "none"
                : sorted.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
