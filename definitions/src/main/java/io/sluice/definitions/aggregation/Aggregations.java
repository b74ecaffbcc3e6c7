package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every aggregation of contract §4 accepts and gives. */
public final class Aggregations {
    /** The most digits a decimal has. */
    static final int MAX_PRECISION = 38;

    /** The most decimal places a double is rounded to before it is added: 10^18 is the last power of ten in a long. */
    static final int MAX_SCALE = 18;

    private Aggregations() {}

    /**
     * The type of the finished value.
     *
     * <ul>
     *   <li>{@code count}, {@code count_distinct}: bigint
     *   <li>{@code sum}: bigint of integers, decimal(min(p + 10, 38), s) of decimal(p,s), double of double
     *   <li>{@code mean}: double of integers and doubles; of decimal(p,s) a decimal of max(s, scale) decimal places
     *   <li>{@code variance}, {@code stddev} (of a sample): double
     *   <li>{@code min}, {@code max}, {@code first}, {@code last}: the input's; {@code last_n}: an array of it
     *   <li>{@code top_k}: array&lt;struct&lt;value, count: bigint&gt;&gt;; {@code histogram}: array&lt;bigint&gt;, one
     *       more than there are edges
     * </ul>
     *
     * @param input of the value expression; null when rows are counted
     * @param scale decimal places that doubles are rounded to before they are added, 0 to 18
     * @throws IllegalArgumentException with a sentence, when the aggregation cannot take the input or its parameters
     */
    public static DataType resultType(Aggregation aggregation, @Nullable DataType input, int scale) {
        Aggregation.Kind kind = aggregation.kind();
        checkParameters(aggregation, scale);
        if (kind == Aggregation.Kind.COUNT) {
            return DataType.BIGINT;
        }
        if (input == null) {
            throw new IllegalArgumentException(name(kind) + " needs a value: only count counts rows without one");
        }
        return switch (kind) {
            case COUNT -> DataType.BIGINT;
            case SUM -> sum(numeric(kind, input));
            case MEAN -> mean(numeric(kind, input), scale);
            case VARIANCE, STDDEV -> {
                numeric(kind, input);
                yield DataType.DOUBLE;
            }
            case MIN, MAX -> comparable(kind, input);
            case FIRST, LAST -> input;
            case LAST_N -> DataType.array(input);
            case COUNT_DISTINCT -> {
                comparable(kind, input);
                yield DataType.BIGINT;
            }
            case TOP_K ->
                DataType.array(DataType.struct(
                        List.of(new Column("value", comparable(kind, input)), new Column("count", DataType.BIGINT))));
            case HISTOGRAM -> {
                numeric(kind, input);
                yield DataType.array(DataType.BIGINT);
            }
        };
    }

    /**
     * An empty accumulator.
     *
     * @param maxDistinct values that {@code top_k} keeps at most
     * @throws IllegalArgumentException as {@link #resultType}
     */
    public static Accumulator prepare(Aggregation aggregation, @Nullable DataType input, int scale, int maxDistinct) {
        DataType type = resultType(aggregation, input, scale);
        Aggregation.Kind kind = aggregation.kind();
        if (input == null) {
            return new CountAccumulator(true);
        }
        return switch (kind) {
            case COUNT -> new CountAccumulator(false);
            case SUM, MEAN, VARIANCE, STDDEV -> new NumberAccumulator(kind, Scaling.of(input, scale), type);
            case MIN -> new ExtremeAccumulator(-1, new ValueCodec(input));
            case MAX -> new ExtremeAccumulator(1, new ValueCodec(input));
            case FIRST, LAST -> new OrderAccumulator(kind, 1, new ValueCodec(input));
            case LAST_N -> new OrderAccumulator(kind, aggregation.n(), new ValueCodec(input));
            case COUNT_DISTINCT -> new DistinctAccumulator();
            case TOP_K -> new TopKAccumulator(aggregation.n(), maxDistinct, new ValueCodec(input));
            case HISTOGRAM -> new HistogramAccumulator(aggregation.edges());
        };
    }

    /** Whether an accumulator gives NULL because it saw more different values than it may keep ({@code top_k}). */
    public static boolean isBeyondDistinct(Accumulator accumulator) {
        return accumulator instanceof TopKAccumulator top && top.isTooMany();
    }

    /** Whether a partial aggregate has few bytes, however many rows it took in and whatever they hold. */
    public static boolean isSmall(Aggregation aggregation, @Nullable DataType input) {
        return switch (aggregation.kind()) {
            case COUNT, SUM, MEAN, VARIANCE, STDDEV -> true;
            case MIN, MAX -> input != null && isFixed(input);
            default -> false;
        };
    }

    private static boolean isFixed(DataType input) {
        return switch (input.kind()) {
            case BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL, DATE, TIMESTAMP -> true;
            default -> false;
        };
    }

    private static void checkParameters(Aggregation aggregation, int scale) {
        Aggregation.Kind kind = aggregation.kind();
        boolean counted = kind == Aggregation.Kind.LAST_N || kind == Aggregation.Kind.TOP_K;
        if (counted && aggregation.n() < 1) {
            throw new IllegalArgumentException(name(kind) + " needs a number of at least 1, not " + aggregation.n());
        }
        if (kind == Aggregation.Kind.HISTOGRAM) {
            checkEdges(aggregation.edges());
        }
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale must be from 0 to " + MAX_SCALE + ", not " + scale);
        }
    }

    private static void checkEdges(List<Double> edges) {
        if (edges.isEmpty()) {
            throw new IllegalArgumentException("histogram needs at least one edge");
        }
        for (int i = 0; i < edges.size(); i++) {
            if (!Double.isFinite(edges.get(i)) || i > 0 && edges.get(i) <= edges.get(i - 1)) {
                throw new IllegalArgumentException("histogram needs ascending finite edges, not " + edges);
            }
        }
    }

    private static DataType sum(DataType input) {
        return switch (input.kind()) {
            case DECIMAL -> DataType.decimal(Math.min(input.precision() + 10, MAX_PRECISION), input.scale());
            case DOUBLE -> DataType.DOUBLE;
            default -> DataType.BIGINT;
        };
    }

    private static DataType mean(DataType input, int scale) {
        if (input.kind() != DataType.Kind.DECIMAL) {
            return DataType.DOUBLE;
        }
        int places = Math.max(input.scale(), scale);
        return DataType.decimal(Math.min(input.precision() - input.scale() + places, MAX_PRECISION), places);
    }

    private static DataType numeric(Aggregation.Kind kind, DataType input) {
        return switch (input.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> input;
            default -> throw new IllegalArgumentException(name(kind) + " needs a number, not " + input);
        };
    }

    private static DataType comparable(Aggregation.Kind kind, DataType input) {
        return switch (input.kind()) {
            case ARRAY, STRUCT, VECTOR ->
                throw new IllegalArgumentException(name(kind) + " needs a value that has an order, not " + input);
            default -> input;
        };
    }

    private static String name(Aggregation.Kind kind) {
        return Objects.requireNonNull(kind, "kind is null").name().toLowerCase(Locale.ROOT);
    }
}
