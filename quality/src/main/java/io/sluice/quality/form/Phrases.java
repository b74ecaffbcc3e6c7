package io.sluice.quality.form;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers and counts in words that people read. */
public final class Phrases {
    private static final int SHOWN = 8;

    private Phrases() {}

    /** {@code 12 of 5,300 rows fail (0.2264 %)}. */
    public static String counts(Counts counts) {
        Double percent = counts.unexpectedPercent();
        String rows = counts.considered() == 1 ? " row fails" : " rows fail";
        String text = whole(counts.unexpected()) + " of " + whole(counts.considered()) + rows;
        return percent == null || counts.unexpected() == 0 ? text : text + " (" + number(percent) + " %)";
    }

    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** At most four digits where there is a fraction. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        boolean huge = Math.abs(value) >= 1e15;
        return huge ? rounded.toString() : plain(Math.abs(value) >= 1000 ? new BigDecimal(Math.rint(value)) : rounded);
    }

    /** A value for a phrase: texts are not shown, since they are values of rows. */
    public static String observed(@Nullable Object value) {
        if (value == null) {
            return "nothing (no values)";
        }
        if (value instanceof Long count) {
            return whole(count);
        }
        if (value instanceof BigDecimal decimal) {
            return plain(decimal);
        }
        if (value instanceof Double number) {
            return number(number);
        }
        return value instanceof String ? "a text (in the report)" : value.toString();
    }

    /** The first few of a list, quoted. */
    public static String some(List<?> values) {
        String shown = values.stream()
                .limit(SHOWN)
                .map(value -> value instanceof String ? "\"" + value + "\"" : String.valueOf(value))
                .collect(Collectors.joining(", "));
        return values.size() > SHOWN ? shown + " and " + whole(values.size() - SHOWN) + " more" : shown;
    }

    /** {@code "at least 95 % of "} for a share below 1, otherwise {@code "all "}. */
    public static String mostly(double share) {
        return share < 1 ? "at least " + number(share * 100) + " % of " : "all ";
    }

    private static String plain(BigDecimal value) {
        BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return shortest.toPlainString();
    }
}
