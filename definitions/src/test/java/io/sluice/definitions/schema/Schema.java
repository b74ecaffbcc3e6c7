package io.sluice.definitions.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pieces of JSON Schema (draft 2020-12) as plain maps. */
final class Schema {
    private Schema() {}

    static Map<String, Object> object(List<String> required, Map<String, Object> properties) {
        Map<String, Object> schema = of("type", "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    static Map<String, Object> text(String description) {
        return described(of("type", "string"), description);
    }

    /** YAML writes a plain {@code 7} as a number, which is a fine text. */
    static Map<String, Object> scalar(String description) {
        return described(of("type", List.of("string", "number", "boolean")), description);
    }

    static Map<String, Object> pattern(String pattern, String description) {
        Map<String, Object> schema = text(description);
        schema.put("pattern", pattern);
        return schema;
    }

    static Map<String, Object> flag(String description) {
        return described(of("type", "boolean"), description);
    }

    static Map<String, Object> whole(int least, int greatest, String description) {
        Map<String, Object> schema = described(of("type", "integer"), description);
        schema.put("minimum", least);
        schema.put("maximum", greatest);
        return schema;
    }

    static Map<String, Object> share(String description) {
        Map<String, Object> number = of("type", "number");
        number.put("minimum", 0);
        number.put("maximum", 1);
        return described(
                of("anyOf", List.of(number, pattern("^\\s*\\d+(\\.\\d+)?\\s*%\\s*$", "a percentage"))), description);
    }

    static Map<String, Object> choice(Enum<?>[] values, String description) {
        return choice(
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList(),
                description);
    }

    static Map<String, Object> choice(List<String> values, String description) {
        return described(of("enum", values), description);
    }

    static Map<String, Object> list(Map<String, Object> items, String description) {
        Map<String, Object> schema = of("type", "array");
        schema.put("items", items);
        return described(schema, description);
    }

    static Map<String, Object> map(Map<String, Object> values, String description) {
        Map<String, Object> schema = of("type", "object");
        schema.put("additionalProperties", values);
        return described(schema, description);
    }

    static Map<String, Object> anyOf(String description, List<Map<String, Object>> choices) {
        return described(of("anyOf", choices), description);
    }

    static Map<String, Object> described(Map<String, Object> schema, String description) {
        schema.put("description", description);
        return schema;
    }

    static Map<String, Object> of(String key, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(key, value);
        return schema;
    }
}
