package io.sluice.activities.typing;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a row that decide whether two payloads are the same: per declared column a type tag, then the value with a fixed
 * length or its length before it. Values are the kernel's ({@link io.sluice.definitions.changepoint.SourceRow}). The file, the
 * order of its columns and undeclared columns change nothing. Source: contract §3, {@code content}.
 */
public final class CanonicalRow {
    private static final byte NULL = 0;
    private static final byte BOOLEAN = 1;
    private static final byte INTEGER = 2;
    private static final byte DECIMAL = 3;
    private static final byte DOUBLE = 4;
    private static final byte TEXT = 5;
    private static final byte BYTES = 6;
    private static final byte LIST = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    private CanonicalRow() {}

    /** SHA-256 of a row, lower-case hexadecimal. */
    public static String hash(List<Column> columns, @Nullable Object[] row) {
        CanonicalRow canonical = new CanonicalRow();
        for (int i = 0; i < row.length; i++) {
            canonical.add(columns.get(i).type(), row[i]);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(canonical.out.toByteArray());
        return Sha256.hex(digest);
    }

    private void add(DataType type, @Nullable Object value) {
        if (value == null) {
            out.write(NULL);
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> fixed(BOOLEAN, ByteBuffer.allocate(1).put((byte) ((Boolean) value ? 1 : 0)));
            case INT, BIGINT, DATE, TIMESTAMP ->
                fixed(INTEGER, ByteBuffer.allocate(8).putLong(((Number) value).longValue()));
            case DECIMAL -> sized(DECIMAL, plain((BigDecimal) value));
            case DOUBLE -> fixed(DOUBLE, ByteBuffer.allocate(8).putDouble(canonical((Double) value)));
            case STRING -> sized(TEXT, ((String) value).getBytes(StandardCharsets.UTF_8));
            case BINARY -> sized(BYTES, (byte[]) value);
            case ARRAY -> list(Objects.requireNonNull(type.element()), (List<?>) value);
            case VECTOR -> list(DataType.DOUBLE, (List<?>) value);
            case STRUCT -> struct(type.fields(), (List<?>) value);
        }
    }

    private void list(DataType element, List<?> values) {
        fixed(LIST, ByteBuffer.allocate(4).putInt(values.size()));
        values.forEach(value -> add(element, value));
    }

    private void struct(List<Column> fields, List<?> values) {
        fixed(LIST, ByteBuffer.allocate(4).putInt(values.size()));
        for (int i = 0; i < values.size(); i++) {
            add(fields.get(i).type(), values.get(i));
        }
    }

    private void fixed(byte tag, ByteBuffer value) {
        out.write(tag);
        out.writeBytes(value.array());
    }

    private void sized(byte tag, byte[] value) {
        fixed(tag, ByteBuffer.allocate(4).putInt(value.length));
        out.writeBytes(value);
    }

    /** 1.0 and 1.00 are one number. */
    private static byte[] plain(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.toPlainString().getBytes(StandardCharsets.UTF_8);
    }

    /** 0.0 and -0.0 are one number, and so is every NaN. */
    private static double canonical(double value) {
        return value == 0 ? 0.0 : Double.isNaN(value) ? Double.NaN : value;
    }
}
