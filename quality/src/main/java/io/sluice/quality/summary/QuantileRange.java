package io.sluice.quality.summary;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Observed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one quantile. Numbers that are equal to a bound but for a relative 0.0001 count as inside.
 *
 * @param quantile 0 to 1
 * @param min null: no least value
 * @param max null: no greatest value
 */
record QuantileRange(
        double quantile, @Nullable Literal min, @Nullable Literal max) {
    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-8;

    static List<String> problems(Map<?, ?> written, DataType type) {
        List<String> problems = new ArrayList<>();
        for (Object key : written.keySet()) {
            if (!key.equals("quantiles") && !key.equals("value_ranges")) {
                problems.add("quantile_ranges has quantiles and value_ranges, not " + key);
            }
        }
        List<?> quantiles = list(written.get("quantiles"));
        List<?> ranges = list(written.get("value_ranges"));
        if (quantiles.isEmpty() || quantiles.size() != ranges.size()) {
            problems.add("quantile_ranges needs as many value_ranges as quantiles, at least one");
        }
        quantiles.stream()
                .filter(quantile -> !isShare(quantile))
                .forEach(wrong -> problems.add("quantile_ranges: a quantile is a number from 0 to 1, not " + wrong));
        ranges.forEach(range -> rangeProblem(range, type, problems));
        return problems;
    }

    static List<QuantileRange> read(Map<?, ?> written, DataType type) {
        List<?> quantiles = list(written.get("quantiles"));
        List<?> ranges = list(written.get("value_ranges"));
        List<QuantileRange> read = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            List<?> range = list(ranges.get(i));
            read.add(new QuantileRange(
                    ((Number) quantiles.get(i)).doubleValue(),
                    literal(range.get(0), type),
                    literal(range.get(1), type)));
        }
        return read;
    }

    boolean contains(Object value) {
        return isClose(value, min) || isClose(value, max) || isBeyond(value, min, 1) && isBeyond(value, max, -1);
    }

    String phrase() {
        String bounds = min == null && max == null
                ? "anything"
                : (min == null ? "" : "at least " + min.value())
                        + (min == null || max == null ? "" : " and ")
                        + (max == null ? "" : "at most " + max.value());
        return "the " + Phrases.number(quantile) + "-quantile is " + bounds;
    }

    private static boolean isClose(Object value, @Nullable Literal bound) {
        if (!(value instanceof Number number) || bound == null) {
            return false;
        }
        double wanted = ((BigDecimal) bound.value()).doubleValue();
        return Math.abs(number.doubleValue() - wanted) <= ABSOLUTE + RELATIVE * Math.abs(wanted);
    }

    private static boolean isBeyond(Object value, @Nullable Literal bound, int side) {
        if (bound == null) {
            return true;
        }
        OptionalInt order = Observed.compare(instant(value), instant(bound.value()));
        return order.isPresent() && order.getAsInt() * side >= 0;
    }

    private static Object instant(Object value) {
        return value instanceof LocalDate day ? day.atStartOfDay(ZoneOffset.UTC).toInstant() : value;
    }

    private static void rangeProblem(@Nullable Object written, DataType type, List<String> problems) {
        List<?> range = list(written);
        if (range.size() != 2) {
            problems.add("quantile_ranges: a range is a list of two bounds, null for none, not " + written);
            return;
        }
        try {
            Literal least = literal(range.get(0), type);
            Literal greatest = literal(range.get(1), type);
            if (least != null
                    && greatest != null
                    && Observed.compare(least.value(), greatest.value()).orElse(0) > 0) {
                problems.add("quantile_ranges: " + least.value() + " is greater than " + greatest.value());
            }
        } catch (IllegalArgumentException wrong) {
            problems.add("quantile_ranges: " + wrong.getMessage());
        }
    }

    private static @Nullable Literal literal(@Nullable Object written, DataType type) {
        return written == null ? null : Literal.of(written, type);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static boolean isShare(@Nullable Object value) {
        return value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1;
    }
}
