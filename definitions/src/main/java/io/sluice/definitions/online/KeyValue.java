package io.sluice.definitions.online;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of an {@link EntityKey}.
 *
 * @param value Boolean, Integer, Long, BigDecimal, String, or base64url text for binary
 */
public record KeyValue(DataType.Kind kind, Object value) {
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    static boolean canBeKey(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DECIMAL, STRING, BINARY, DATE, TIMESTAMP -> true;
            case DOUBLE, ARRAY, STRUCT, VECTOR -> false;
        };
    }

    static KeyValue of(Column key, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Invalid entity key: " + key.name() + " is NULL, which names no entity");
        }
        DataType.Kind kind = key.type().kind();
        try {
            return switch (kind) {
                case BOOLEAN -> new KeyValue(kind, (Boolean) value);
                case INT, DATE -> new KeyValue(kind, (Integer) value);
                case BIGINT, TIMESTAMP -> new KeyValue(kind, (Long) value);
                case DECIMAL -> new KeyValue(kind, decimal(key.type(), (BigDecimal) value));
                case STRING -> new KeyValue(kind, (String) value);
                case BINARY ->
                    new KeyValue(kind, Base64.getUrlEncoder().withoutPadding().encodeToString((byte[]) value));
                case DOUBLE, ARRAY, STRUCT, VECTOR -> throw cannotBeKey(key);
            };
        } catch (ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException("Invalid entity key: " + key.name() + " is not " + key.type(), e);
        }
    }

    static KeyValue parse(Column key, String text) {
        DataType.Kind kind = key.type().kind();
        try {
            return switch (kind) {
                case BOOLEAN -> new KeyValue(kind, truth(text));
                case INT -> new KeyValue(kind, Integer.valueOf(text));
                case BIGINT -> new KeyValue(kind, Long.valueOf(text));
                case DATE ->
                    new KeyValue(kind, Math.toIntExact(LocalDate.parse(text).toEpochDay()));
                case TIMESTAMP -> new KeyValue(kind, Instant.parse(text).toEpochMilli());
                case DECIMAL -> new KeyValue(kind, decimal(key.type(), new BigDecimal(text)));
                case STRING -> new KeyValue(kind, text);
                case BINARY -> of(key, Base64.getUrlDecoder().decode(text));
                case DOUBLE, ARRAY, STRUCT, VECTOR -> throw cannotBeKey(key);
            };
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid entity key: the text for " + key.name() + " is not " + key.type(), e);
        }
    }

    private static IllegalArgumentException cannotBeKey(Column key) {
        return new IllegalArgumentException(
                "Invalid entity key: " + key.name() + " is " + key.type() + ", which cannot be a key");
    }

    private static boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new NumberFormatException("neither true nor false");
    }

    private static BigDecimal decimal(DataType type, BigDecimal value) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("more digits than " + type);
        }
        return scaled;
    }

    /** As JSON shows it: dates and timestamps in ISO-8601, binary as base64url. */
    Object shown() {
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIMESTAMP -> Instant.ofEpochMilli((Long) value).toString();
            default -> value;
        };
    }

    static byte[] writeAll(List<KeyValue> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (KeyValue value : values) {
            byte[] bytes = value.bytes();
            byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                    .put(value.tag())
                    .putInt(bytes.length)
                    .array();
            out.writeBytes(header);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    static List<KeyValue> readAll(byte[] bytes) {
        List<KeyValue> values = new ArrayList<>();
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            while (in.hasRemaining()) {
                DataType.Kind kind = kind(in.get());
                ByteBuffer part = in.slice(in.position() + Integer.BYTES, in.getInt(in.position()));
                in.position(in.position() + Integer.BYTES + part.remaining());
                values.add(read(kind, part));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Cannot decode entity key: it is cut short", e);
        }
        return values;
    }

    private byte[] bytes() {
        return switch (kind) {
            case BOOLEAN -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case INT, DATE ->
                ByteBuffer.allocate(Integer.BYTES).putInt((Integer) value).array();
            case BIGINT, TIMESTAMP ->
                ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
            case DECIMAL -> {
                byte[] unscaled = ((BigDecimal) value).unscaledValue().toByteArray();
                yield ByteBuffer.allocate(Integer.BYTES + unscaled.length)
                        .putInt(((BigDecimal) value).scale())
                        .put(unscaled)
                        .array();
            }
            case BINARY -> Base64.getUrlDecoder().decode((String) value);
            default -> ((String) value).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static KeyValue read(DataType.Kind kind, ByteBuffer part) {
        return switch (kind) {
            case BOOLEAN -> new KeyValue(kind, part.get() == 1);
            case INT, DATE -> new KeyValue(kind, part.getInt());
            case BIGINT, TIMESTAMP -> new KeyValue(kind, part.getLong());
            case DECIMAL -> {
                int scale = part.getInt();
                yield new KeyValue(kind, new BigDecimal(new BigInteger(rest(part)), scale));
            }
            case BINARY ->
                new KeyValue(kind, Base64.getUrlEncoder().withoutPadding().encodeToString(rest(part)));
            default -> new KeyValue(kind, new String(rest(part), StandardCharsets.UTF_8));
        };
    }

    private static byte[] rest(ByteBuffer part) {
        byte[] rest = new byte[part.remaining()];
        part.get(rest);
        return rest;
    }

    /** Tags are part of stored keys: they never change. */
    private byte tag() {
        return (byte)
                switch (kind) {
                    case BOOLEAN -> 'b';
                    case INT -> 'i';
                    case BIGINT -> 'l';
                    case DECIMAL -> 'n';
                    case STRING -> 's';
                    case BINARY -> 'x';
                    case DATE -> 'd';
                    case TIMESTAMP -> 't';
                    case DOUBLE, ARRAY, STRUCT, VECTOR -> throw new IllegalStateException("Cannot be a key: " + kind);
                };
    }

    private static DataType.Kind kind(byte tag) {
        return switch (tag) {
            case 'b' -> DataType.Kind.BOOLEAN;
            case 'i' -> DataType.Kind.INT;
            case 'l' -> DataType.Kind.BIGINT;
            case 'n' -> DataType.Kind.DECIMAL;
            case 's' -> DataType.Kind.STRING;
            case 'x' -> DataType.Kind.BINARY;
            case 'd' -> DataType.Kind.DATE;
            case 't' -> DataType.Kind.TIMESTAMP;
            default -> throw new IllegalArgumentException("Cannot decode entity key: it has an unknown type tag");
        };
    }
}
