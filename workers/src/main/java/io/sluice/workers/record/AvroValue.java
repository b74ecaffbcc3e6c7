package io.sluice.workers.record;

import io.sluice.activities.typing.TextCast;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** An Avro value as one of a declared type; null where it is none. */
final class AvroValue {
    private static final long MICROS_PER_MILLI = 1_000;

    private final DataType type;
    private final @Nullable TextCast cast;
    private final List<AvroValue> parts;

    AvroValue(DataType type, ExpressionCompiler compiler) {
        this.type = type;
        this.cast = TextCast.to(type, compiler).orElse(null);
        this.parts = switch (type.kind()) {
            case ARRAY, VECTOR ->
                List.of(new AvroValue(type.element() == null ? DataType.DOUBLE : type.element(), compiler));
            case STRUCT ->
                type.fields().stream()
                        .map(field -> new AvroValue(field.type(), compiler))
                        .toList();
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, BINARY, DATE, TIMESTAMP -> List.of();
        };
    }

    @Nullable
    Object read(Object received, Schema declared) {
        Schema schema = present(declared);
        return switch (type.kind()) {
            case TIMESTAMP -> instant(received, schema);
            case DATE -> logical(schema) instanceof LogicalTypes.Date ? received : text(received, schema);
            case BINARY -> received instanceof ByteBuffer || received instanceof GenericFixed ? bytes(received) : null;
            case ARRAY, VECTOR -> list(received, schema);
            case STRUCT -> struct(received);
            case DOUBLE -> received instanceof Number number ? number.doubleValue() : text(received, schema);
            case BOOLEAN, INT, BIGINT, DECIMAL, STRING -> text(received, schema);
        };
    }

    private @Nullable Object instant(Object received, Schema schema) {
        LogicalType logical = logical(schema);
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return received;
        }
        if (logical instanceof LogicalTypes.TimestampMicros) {
            return Math.floorDiv((Long) received, MICROS_PER_MILLI);
        }
        return received instanceof CharSequence ? text(received, schema) : null;
    }

    /** Numbers keep every digit in their text, so one way of casting serves all. */
    private @Nullable Object text(Object received, Schema schema) {
        if (cast == null || received instanceof IndexedRecord || received instanceof Collection) {
            return null;
        }
        if (received instanceof ByteBuffer || received instanceof GenericFixed) {
            return logical(schema) instanceof LogicalTypes.Decimal decimal
                    ? cast.value(new BigDecimal(new BigInteger(bytes(received)), decimal.getScale()).toPlainString())
                    : null;
        }
        return cast.value(received.toString());
    }

    private @Nullable Object list(Object received, Schema schema) {
        boolean fits = received instanceof Collection<?> items
                && (type.kind() == DataType.Kind.ARRAY || items.size() == type.precision());
        if (!fits) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (Object item : (Collection<?>) received) {
            Object value = item == null ? null : parts.get(0).read(item, schema.getElementType());
            if (value == null && (item != null || type.kind() == DataType.Kind.VECTOR)) {
                return null;
            }
            list.add(value);
        }
        return Collections.unmodifiableList(list);
    }

    private @Nullable Object struct(Object received) {
        if (!(received instanceof IndexedRecord record)) {
            return null;
        }
        List<@Nullable Object> struct = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Schema.Field field =
                    record.getSchema().getField(type.fields().get(i).name());
            Object part = field == null ? null : record.get(field.pos());
            Object value = field == null || part == null ? null : parts.get(i).read(part, field.schema());
            if (part != null && value == null) {
                return null;
            }
            struct.add(value);
        }
        return Collections.unmodifiableList(struct);
    }

    private static byte[] bytes(Object received) {
        if (received instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) received).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static @Nullable LogicalType logical(Schema schema) {
        return schema.getLogicalType();
    }

    /** The one branch besides null. */
    private static Schema present(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(schema);
    }
}
