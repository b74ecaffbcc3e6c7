package io.sluice.quality.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Values as Spark returns them, brought to few Java types and compared with what somebody wrote. */
public final class Observed {
    private Observed() {}

    /** Long, BigDecimal, Double, String, Boolean, LocalDate or Instant; other values as they are. */
    public static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        if (value instanceof LocalDateTime timestamp) {
            return timestamp.toInstant(ZoneOffset.UTC);
        }
        return value instanceof Date date ? date.toLocalDate() : value;
    }

    /**
     * Compares a normal value with a literal's. Empty for NaN, which is on no side of anything, and for values of
     * different kinds. Texts compare as unsigned UTF-8 bytes, as Spark does.
     */
    public static OptionalInt compare(Object observed, Object literal) {
        if (literal instanceof BigDecimal bound && observed instanceof Number number) {
            return compareNumbers(number, bound);
        }
        if (literal instanceof String bound && observed instanceof String text) {
            return OptionalInt.of(Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), bound.getBytes(StandardCharsets.UTF_8)));
        }
        return literal.getClass() == observed.getClass() && literal instanceof Comparable<?>
                ? OptionalInt.of(compareSame(observed, literal))
                : OptionalInt.empty();
    }

    private static OptionalInt compareNumbers(Number number, BigDecimal bound) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return OptionalInt.empty();
        }
        if (Double.isInfinite(value) || number instanceof Double) {
            return OptionalInt.of(Double.compare(value, bound.doubleValue()));
        }
        return OptionalInt.of(new BigDecimal(number.toString()).compareTo(bound));
    }

    @SuppressWarnings("unchecked") // both are of one class, which is comparable with itself
    private static int compareSame(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
