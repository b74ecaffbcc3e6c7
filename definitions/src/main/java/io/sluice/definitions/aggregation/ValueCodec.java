package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.DataType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of one type as bytes, for partial aggregates and states that travel.
 *
 * @param type of the values
 */
public record ValueCodec(DataType type) {
    boolean isBinary() {
        return type.kind() == DataType.Kind.BINARY;
    }

    /** The value in the one form in which equal values are equal: one zero, decimals at their type's scale. */
    Object comparable(Object value) {
        if (value instanceof BigDecimal number && number.scale() != type.scale()) {
            return number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        }
        return ValueOrder.canonical(value);
    }

    /** Writes a value, NULL included, to be read by {@link #read} of the same type. */
    public void write(@Nullable Object value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value == null) {
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INT, DATE -> out.writeInt((Integer) value);
            case BIGINT, TIMESTAMP -> out.writeLong((Long) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case STRING -> writeText((String) value, out);
            case BINARY -> writeBytes((byte[]) value, out);
            case DECIMAL -> writeDecimal((BigDecimal) value, out);
            case ARRAY, VECTOR -> writeAll((List<?>) value, out);
            case STRUCT -> writeFields((List<?>) value, out);
        }
    }

    /** A value that {@link #write} wrote. */
    public @Nullable Object read(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> in.readBoolean();
            case INT, DATE -> in.readInt();
            case BIGINT, TIMESTAMP -> in.readLong();
            case DOUBLE -> in.readDouble();
            case STRING -> readText(in);
            case BINARY -> readBytes(in);
            case DECIMAL -> readDecimal(in);
            case ARRAY, VECTOR -> readAll(in);
            case STRUCT -> readFields(in);
        };
    }

    Object readPresent(DataInput in) throws IOException {
        return Objects.requireNonNull(read(in), "value is null");
    }

    /** Writes a text of any length. */
    public static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    /** A text that {@link #writeText} wrote. */
    public static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static void writeDecimal(BigDecimal value, DataOutput out) throws IOException {
        out.writeInt(value.scale());
        writeBytes(value.unscaledValue().toByteArray(), out);
    }

    private static BigDecimal readDecimal(DataInput in) throws IOException {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(readBytes(in)), scale);
    }

    private ValueCodec element() {
        return new ValueCodec(type.element() == null ? DataType.DOUBLE : type.element());
    }

    private void writeAll(List<?> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            element().write(value, out);
        }
    }

    private List<@Nullable Object> readAll(DataInput in) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(element().read(in));
        }
        return Collections.unmodifiableList(values);
    }

    private void writeFields(List<?> values, DataOutput out) throws IOException {
        for (int i = 0; i < type.fields().size(); i++) {
            new ValueCodec(type.fields().get(i).type()).write(values.get(i), out);
        }
    }

    private List<@Nullable Object> readFields(DataInput in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>(type.fields().size());
        for (int i = 0; i < type.fields().size(); i++) {
            values.add(new ValueCodec(type.fields().get(i).type()).read(in));
        }
        return Collections.unmodifiableList(values);
    }
}
