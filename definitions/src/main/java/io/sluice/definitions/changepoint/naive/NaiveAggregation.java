package io.sluice.definitions.changepoint.naive;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator.Seen;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Contract §4 over a list of rows in order: one loop per aggregation, no partial aggregates. */
final class NaiveAggregation {
    private static final MathContext WIDE = new MathContext(40, RoundingMode.HALF_EVEN);

    private NaiveAggregation() {}

    /** The value over rows in order, before the null policy. */
    static @Nullable Object value(FeaturePlan plan, List<Seen> rows) {
        if (plan.inputType() == null) {
            return rows.isEmpty() ? null : (Object) (long) rows.size();
        }
        List<Object> values = new ArrayList<>();
        for (Seen row : rows) {
            if (row.value() != null) {
                values.add(row.value().equals(-0.0) ? (Object) 0.0 : row.value());
            }
        }
        return values.isEmpty() ? null : present(plan, values);
    }

    private static @Nullable Object present(FeaturePlan plan, List<Object> values) {
        Aggregation aggregation = Objects.requireNonNull(plan.feature().aggregation(), "aggregation is null");
        int scale = plan.feature().scale();
        return switch (aggregation.kind()) {
            case COUNT -> (long) values.size();
            case SUM -> fit(sum(values, scale), plan.type());
            case MEAN -> mean(values, scale, plan.type());
            case VARIANCE -> variance(values, scale);
            case STDDEV -> {
                Double variance = variance(values, scale);
                yield variance == null ? null : (Object) Math.sqrt(variance);
            }
            case MIN -> extreme(values, -1);
            case MAX -> extreme(values, 1);
            case FIRST -> values.get(0);
            case LAST -> values.get(values.size() - 1);
            case LAST_N -> values.subList(Math.max(0, values.size() - aggregation.n()), values.size());
            case COUNT_DISTINCT -> distinct(plan, aggregation, values);
            case TOP_K -> top(values, aggregation.n(), plan.feature().maxDistinct());
            case HISTOGRAM -> histogram(values, aggregation.edges());
        };
    }

    private static BigDecimal number(Object value, int scale) {
        if (value instanceof Double number) {
            return new BigDecimal(number).setScale(scale, RoundingMode.HALF_EVEN);
        }
        return value instanceof BigDecimal number ? number : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static BigDecimal sum(List<Object> values, int scale) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = sum.add(number(value, scale));
        }
        return sum;
    }

    private static Object fit(BigDecimal number, DataType type) {
        if (type.kind() == DataType.Kind.DOUBLE) {
            return number.doubleValue();
        }
        if (type.kind() == DataType.Kind.DECIMAL) {
            BigDecimal scaled = number.setScale(type.scale(), RoundingMode.HALF_EVEN);
            if (scaled.precision() > type.precision()) {
                throw new ResultOverflowException(type);
            }
            return scaled;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new ResultOverflowException(type);
        }
    }

    private static Object mean(List<Object> values, int scale, DataType type) {
        BigDecimal sum = sum(values, scale);
        BigDecimal count = BigDecimal.valueOf(values.size());
        if (type.kind() == DataType.Kind.DECIMAL) {
            return fit(sum.divide(count, type.scale(), RoundingMode.HALF_EVEN), type);
        }
        return sum.divide(count, WIDE).doubleValue();
    }

    /** Of a sample: the sum of {@code (n x − Σx)²} over {@code n² (n − 1)}, which is another way to write it. */
    private static @Nullable Double variance(List<Object> values, int scale) {
        if (values.size() < 2) {
            return null;
        }
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal sum = sum(values, scale);
        BigDecimal spread = BigDecimal.ZERO;
        for (Object value : values) {
            BigDecimal distance = number(value, scale).multiply(n).subtract(sum);
            spread = spread.add(distance.multiply(distance));
        }
        return spread.divide(n.multiply(n).multiply(n.subtract(BigDecimal.ONE)), WIDE)
                .doubleValue();
    }

    private static int compare(Object a, Object b) {
        if (a instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) b);
        }
        if (a instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
        }
        if (a instanceof Boolean truth) {
            return truth.compareTo((Boolean) b);
        }
        BigDecimal left = a instanceof Double number ? new BigDecimal(number) : number(a, 0);
        BigDecimal right = b instanceof Double number ? new BigDecimal(number) : number(b, 0);
        return left.compareTo(right);
    }

    private static Object extreme(List<Object> values, int sign) {
        Object extreme = values.get(0);
        for (Object value : values) {
            if (sign * compare(value, extreme) > 0) {
                extreme = value;
            }
        }
        return extreme;
    }

    /** One sketch over all rows in order: that partial sketches give the same is what tests show. */
    private static @Nullable Object distinct(FeaturePlan plan, Aggregation aggregation, List<Object> values) {
        Accumulator all = Aggregations.prepare(aggregation, plan.inputType(), 0, 1);
        values.forEach(value -> all.update(value, 0, ""));
        return all.finish();
    }

    private static @Nullable Object top(List<Object> values, int k, int maxDistinct) {
        List<Object> sorted = new ArrayList<>(values);
        sorted.sort(NaiveAggregation::compare);
        List<List<Object>> counted = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || compare(sorted.get(i), sorted.get(from)) != 0) {
                counted.add(List.of(sorted.get(from), (long) (i - from)));
                from = i;
            }
        }
        if (counted.size() > maxDistinct) {
            return null;
        }
        counted.sort((a, b) -> Long.compare((Long) b.get(1), (Long) a.get(1)));
        return counted.subList(0, Math.min(k, counted.size()));
    }

    private static Object histogram(List<Object> values, List<Double> edges) {
        List<Object> counts = new ArrayList<>();
        for (int bucket = 0; bucket <= edges.size(); bucket++) {
            long count = 0;
            for (Object value : values) {
                boolean above = bucket == 0 || compare(value, edges.get(bucket - 1)) >= 0;
                boolean below = bucket == edges.size() || compare(value, edges.get(bucket)) < 0;
                count += above && below ? 1 : 0;
            }
            counts.add(count);
        }
        return counts;
    }
}
