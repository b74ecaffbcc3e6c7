package io.sluice.workflows.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** From a JSON value to the type of a record component; no value is bent into another type. */
final class ValueReader {
    private static final int MAX_CHARACTERS = 4000;

    private ValueReader() {}

    static Object read(Type type, JsonNode node, String field) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], node, field);
        }
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? record(plain.asSubclass(Record.class), node, field) : scalar(plain, node, field);
        }
        throw new IllegalStateException("Not a type of inputs: " + type);
    }

    private static Object scalar(Class<?> type, JsonNode node, String field) {
        if (type == String.class) {
            return text(node, field);
        }
        if (type == int.class || type == Integer.class) {
            return whole(node, field, node.canConvertToInt()).intValue();
        }
        if (type == long.class || type == Long.class) {
            return whole(node, field, node.canConvertToLong()).longValue();
        }
        if (type == double.class || type == Double.class) {
            return expect(node.isNumber(), "a number", node, field).doubleValue();
        }
        if (type == boolean.class || type == Boolean.class) {
            return expect(node.isBoolean(), "true or false", node, field).booleanValue();
        }
        throw new IllegalStateException("Not a type of inputs: " + type);
    }

    private static String text(JsonNode node, String field) {
        if (node.isNumber()) {
            throw new InvalidInputException(
                    "field %s must be a string, so write it in quotes: \"%s\"".formatted(field, Json.show(node)));
        }
        String text =
                expect(node.isTextual(), "a string", node, field).textValue().strip();
        if (text.isEmpty()) {
            throw new InvalidInputException("field %s is empty".formatted(field));
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException("field %s has %d characters, at most %d are read: %s"
                    .formatted(field, text.length(), MAX_CHARACTERS, Json.shorten(text)));
        }
        return text;
    }

    private static JsonNode whole(JsonNode node, String field, boolean fits) {
        return expect(node.isIntegralNumber() && fits, "a whole number", node, field);
    }

    private static List<Object> list(Type element, JsonNode node, String field) {
        expect(node.isArray(), "an array", node, field);
        List<Object> values = new ArrayList<>();
        for (JsonNode item : node) {
            values.add(read(element, item, "%s[%d]".formatted(field, values.size())));
        }
        return List.copyOf(values);
    }

    private static <T extends Record> T record(Class<T> type, JsonNode node, String field) {
        expect(node.isObject(), "an object", node, field);
        return RecordReader.read(type, (ObjectNode) node, field + ".");
    }

    private static JsonNode expect(boolean right, String expected, JsonNode node, String field) {
        if (right) {
            return node;
        }
        throw new InvalidInputException(
                "field %s must be %s, but it is %s: %s".formatted(field, expected, Json.kind(node), Json.show(node)));
    }
}
