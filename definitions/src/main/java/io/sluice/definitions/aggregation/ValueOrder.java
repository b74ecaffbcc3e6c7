package io.sluice.definitions.aggregation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of values, and that of events: strings and ids as unsigned UTF-8 bytes, everything else as one expects. */
public final class ValueOrder {
    private static final int SURROGATES = 0xD800;
    private static final int ABOVE_SURROGATES = 0xE000;

    private ValueOrder() {}

    /** Compares events by {@code (event time, event id)}, ids as unsigned UTF-8 bytes (contract §3). */
    public static int compareEvents(long timeA, String idA, long timeB, String idB) {
        return timeA == timeB ? compareUtf8(idA, idB) : Long.compare(timeA, timeB);
    }

    /**
     * Compares what two rows of one event time and one event id give to a feature: NULL first, then by value. Events of different
     * {@code partition_by} keys may share both, and in a view of another entity they meet (decision 080).
     */
    public static int compareTied(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                int each = compareTied(left.get(i), right.get(i));
                if (each != 0) {
                    return each;
                }
            }
            return Integer.compare(left.size(), right.size());
        }
        return compare(a, b);
    }

    /** Compares well-formed strings as their UTF-8 bytes compare, without encoding them. */
    public static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return Integer.compare(codePointOrder(left), codePointOrder(right));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** UTF-8 sorts by code point; UTF-16 puts the surrogates of the highest ones below U+E000. */
    private static int codePointOrder(char unit) {
        if (unit < SURROGATES) {
            return unit;
        }
        return unit < ABOVE_SURROGATES ? unit + 0x2000 : unit - 0x800;
    }

    /** Compares two values of one type that has an order (contract §2; not arrays, structs and vectors). */
    public static int compare(Object a, Object b) {
        if (a instanceof String left) {
            return compareUtf8(left, (String) b);
        } else if (a instanceof Long left) {
            return Long.compare(left, (Long) b);
        } else if (a instanceof Double left) {
            return Double.compare(left, (Double) b);
        } else if (a instanceof Integer left) {
            return Integer.compare(left, (Integer) b);
        } else if (a instanceof BigDecimal left) {
            return left.compareTo((BigDecimal) b);
        } else if (a instanceof Boolean left) {
            return Boolean.compare(left, (Boolean) b);
        } else if (a instanceof byte[] left) {
            return Arrays.compareUnsigned(left, (byte[]) b);
        }
        throw new IllegalArgumentException("Invalid value without an order: " + a.getClass());
    }

    /** One zero: −0.0 equals 0.0 in SQL, so it must not count or sort as another value. */
    static Object canonical(Object value) {
        return value instanceof Double number && number == 0 ? (Object) 0.0 : value;
    }
}
