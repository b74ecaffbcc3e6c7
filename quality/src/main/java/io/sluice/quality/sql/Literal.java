package io.sluice.quality.sql;

import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Date;

/**
 * A value that somebody wrote, read as a value of a column's type, with its Spark SQL text.
 *
 * @param value BigDecimal, String, Boolean, LocalDate or Instant
 */
public record Literal(Object value, DataType type) {
    private static final int MAX_DIGITS = 38;

    /**
     * Reads a written value as a value of a type.
     *
     * @throws IllegalArgumentException with the end of a sentence about the value, such as {@code "x" is not a number}
     */
    public static Literal of(Object written, DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> new Literal(number(written), type);
            case STRING -> new Literal(require(written, String.class, "a text"), type);
            case BOOLEAN -> new Literal(require(written, Boolean.class, "true or false"), type);
            case DATE -> new Literal(instant(written).atOffset(ZoneOffset.UTC).toLocalDate(), type);
            case TIMESTAMP -> new Literal(instant(written), type);
            case BINARY, ARRAY, STRUCT, VECTOR ->
                throw new IllegalArgumentException(
                        shown(written) + " cannot be compared with a column of type " + type);
        };
    }

    /** The value as Spark SQL. Strings use backslash escapes, which Spark reads unless told otherwise. */
    public String sql() {
        return switch (type.kind()) {
            case INT, BIGINT -> integral((BigDecimal) value);
            case DECIMAL -> decimal((BigDecimal) value);
            case DOUBLE -> ((BigDecimal) value).doubleValue() + "D";
            case STRING -> text((String) value);
            case BOOLEAN -> value.toString();
            case DATE -> "DATE '" + value + "'";
            case TIMESTAMP -> "TIMESTAMP '" + value + "'";
            case BINARY, ARRAY, STRUCT, VECTOR -> throw new IllegalStateException("Not a literal: " + type);
        };
    }

    /** A text as Spark SQL. */
    public static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String integral(BigDecimal number) {
        try {
            return number.longValueExact() + "L";
        } catch (ArithmeticException notALong) {
            return decimal(number);
        }
    }

    private static String decimal(BigDecimal number) {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        boolean fits = plain.precision() <= MAX_DIGITS && plain.scale() <= MAX_DIGITS;
        return fits ? plain.toPlainString() + "BD" : number.doubleValue() + "D";
    }

    private static BigDecimal number(Object written) {
        if (written instanceof BigDecimal decimal) {
            return decimal;
        }
        if (written instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (written instanceof Number number && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString());
        }
        throw new IllegalArgumentException(shown(written) + " is not a finite number");
    }

    private static <T> T require(Object written, Class<T> wanted, String what) {
        if (!wanted.isInstance(written)) {
            throw new IllegalArgumentException(shown(written) + " is not " + what);
        }
        return wanted.cast(written);
    }

    private static Instant instant(Object written) {
        if (written instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime());
        }
        String text = written.toString().trim().replace(' ', 'T');
        try {
            return parse(text);
        } catch (DateTimeParseException notADate) {
            throw new IllegalArgumentException(
                    shown(written) + " is not a date or an instant such as 2010-12-01 or 2010-12-01T05:00:00Z");
        }
    }

    private static Instant parse(String text) {
        if (text.length() <= "2010-12-01".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.endsWith("]")) {
            return ZonedDateTime.parse(text).toInstant();
        }
        boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static String shown(Object written) {
        return written instanceof String ? "\"" + written + "\"" : String.valueOf(written);
    }
}
