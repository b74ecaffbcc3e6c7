package io.sluice.workers.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.typing.TextCast;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value as one of a type; null where it is none. The node is never JSON's null. */
interface JsonValue {
    @Nullable
    Object read(JsonNode node);

    static JsonValue of(DataType type, ExpressionCompiler compiler) {
        return switch (type.kind()) {
            case ARRAY -> list(of(element(type), compiler), -1);
            case VECTOR -> list(of(DataType.DOUBLE, compiler), type.precision());
            case STRUCT -> struct(type.fields(), compiler);
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, BINARY, DATE, TIMESTAMP -> scalar(type, compiler);
        };
    }

    private static JsonValue scalar(DataType type, ExpressionCompiler compiler) {
        TextCast cast = TextCast.to(type, compiler)
                .orElseThrow(() -> new IllegalArgumentException("A " + type + " cannot be read from JSON"));
        return node -> cast.value(node.isValueNode() ? node.asText() : node.toString());
    }

    /** All or nothing: an array with one element less would be another array. */
    private static JsonValue list(JsonValue element, int length) {
        return node -> {
            if (!node.isArray() || length >= 0 && node.size() != length) {
                return null;
            }
            List<@Nullable Object> list = new ArrayList<>(node.size());
            for (JsonNode item : node) {
                Object value = item.isNull() ? null : element.read(item);
                if (value == null && (!item.isNull() || length >= 0)) {
                    return null;
                }
                list.add(value);
            }
            return Collections.unmodifiableList(list);
        };
    }

    private static JsonValue struct(List<Column> fields, ExpressionCompiler compiler) {
        List<JsonValue> values =
                fields.stream().map(field -> of(field.type(), compiler)).toList();
        return node -> {
            if (!node.isObject()) {
                return null;
            }
            List<@Nullable Object> struct = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                JsonNode field = node.path(fields.get(i).name());
                boolean absent = field.isMissingNode() || field.isNull();
                Object value = absent ? null : values.get(i).read(field);
                if (value == null && !absent) {
                    return null;
                }
                struct.add(value);
            }
            return Collections.unmodifiableList(struct);
        };
    }

    private static DataType element(DataType type) {
        return java.util.Objects.requireNonNull(type.element(), "element is null");
    }
}
