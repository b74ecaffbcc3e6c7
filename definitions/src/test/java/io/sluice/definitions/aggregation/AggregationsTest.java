package io.sluice.definitions.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AggregationsTest {
    private static Aggregation of(Aggregation.Kind kind) {
        return new Aggregation(kind, 2, kind == Aggregation.Kind.HISTOGRAM ? List.of(0.0, 10.0) : List.of());
    }

    /** The finished value over values in order, one event each. */
    private static @Nullable Object over(Aggregation.Kind kind, @Nullable DataType input, @Nullable Object... values) {
        return scaled(6, kind, input, values);
    }

    private static @Nullable Object scaled(
            int scale, Aggregation.Kind kind, @Nullable DataType input, @Nullable Object... values) {
        Accumulator accumulator = Aggregations.prepare(of(kind), input, scale, 3);
        for (int i = 0; i < values.length; i++) {
            accumulator.update(values[i], i, "e" + i);
        }
        return accumulator.finish();
    }

    @Test
    void everyAggregationIsNullOverNoRows() {
        for (Aggregation.Kind kind : Aggregation.Kind.values()) {
            assertThat(over(kind, DataType.INT)).as("%s", kind).isNull();
            assertThat(over(kind, DataType.INT, null, null))
                    .as("%s of NULLs", kind)
                    .isNull();
        }
        assertThat(over(Aggregation.Kind.COUNT, null)).isNull();
    }

    @Test
    void countsRowsWithoutAValueAndValuesWithOne() {
        assertThat(over(Aggregation.Kind.COUNT, null, null, null, null)).isEqualTo(3L);
        assertThat(over(Aggregation.Kind.COUNT, DataType.STRING, "a", null, "a"))
                .isEqualTo(2L);
    }

    @Test
    void sumsOfIntegersAreExactAndFailWhereTheyDoNotFit() {
        assertThat(over(Aggregation.Kind.SUM, DataType.INT, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isEqualTo(2L * Integer.MAX_VALUE);
        assertThat(over(Aggregation.Kind.SUM, DataType.BIGINT, Long.MAX_VALUE, 5L, -5L, Long.MIN_VALUE))
                .isEqualTo(-1L);
        assertThatThrownBy(() -> over(Aggregation.Kind.SUM, DataType.BIGINT, Long.MAX_VALUE, 1L))
                .isInstanceOf(ResultOverflowException.class)
                .hasMessage("The result does not fit bigint");
    }

    @Test
    void sumsOfDecimalsAreExactAndFailWhereTheyDoNotFit() {
        BigDecimal huge = new BigDecimal("9".repeat(38));

        assertThat(over(Aggregation.Kind.SUM, DataType.decimal(4, 2), new BigDecimal("99.99"), new BigDecimal("0.01")))
                .isEqualTo(new BigDecimal("100.00"));
        assertThatThrownBy(() -> over(Aggregation.Kind.SUM, DataType.decimal(38, 0), huge, BigDecimal.ONE))
                .isInstanceOf(ResultOverflowException.class);
    }

    @Test
    void sumsOfDoublesDoNotDependOnTheirOrder() {
        assertThat(over(Aggregation.Kind.SUM, DataType.DOUBLE, 0.1, 0.2, 0.3)).isEqualTo(0.6);
        assertThat(over(Aggregation.Kind.SUM, DataType.DOUBLE, 9e17, 0.25, -9e17))
                .isEqualTo(0.25);
        assertThat(over(Aggregation.Kind.SUM, DataType.DOUBLE, -0.0)).isEqualTo(0.0);
    }

    @Test
    void doublesAreRoundedOnceHalfEvenFromTheirExactValue() {
        assertThat(scaled(0, Aggregation.Kind.SUM, DataType.DOUBLE, 0.5, 0.0)).isEqualTo(0.0);
        assertThat(scaled(0, Aggregation.Kind.SUM, DataType.DOUBLE, 1.5)).isEqualTo(2.0);
        assertThat(scaled(0, Aggregation.Kind.SUM, DataType.DOUBLE, 2.5)).isEqualTo(2.0);
        assertThat(scaled(0, Aggregation.Kind.SUM, DataType.DOUBLE, -2.5)).isEqualTo(-2.0);
        assertThat(scaled(2, Aggregation.Kind.SUM, DataType.DOUBLE, 2.675)).isEqualTo(2.67);
        assertThat(scaled(1, Aggregation.Kind.SUM, DataType.DOUBLE, 0.25)).isEqualTo(0.2);
        assertThat(scaled(1, Aggregation.Kind.SUM, DataType.DOUBLE, 0.75)).isEqualTo(0.8);
    }

    @Test
    void roundsEveryDoubleAsExactDecimalsDo() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            int scale = random.nextInt(Aggregations.MAX_SCALE + 1);
            double value = switch (random.nextInt(4)) {
                case 0 -> (random.nextInt(2_000_001) - 1_000_000) / Math.pow(10, scale) / 2;
                case 1 -> Math.nextUp((random.nextInt(2_001) - 1_000 + 0.5) / Math.pow(10, scale));
                case 2 -> Math.nextDown((random.nextInt(2_001) - 1_000 + 0.5) / Math.pow(10, scale));
                default -> Double.longBitsToDouble(random.nextLong());
            };
            if (Math.abs(value) < 1e18) {
                ExactSum sum = new ExactSum();
                Scaling.of(DataType.DOUBLE, scale).addTo(sum, value);
                assertThat(sum.value())
                        .as("%s to %d places", value, scale)
                        .isEqualTo(new BigDecimal(value)
                                .setScale(scale, java.math.RoundingMode.HALF_EVEN)
                                .unscaledValue());
            }
        }
    }

    @Test
    void refusesDoublesThatCannotBeAdded() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e18}) {
            for (Aggregation.Kind kind :
                    List.of(Aggregation.Kind.SUM, Aggregation.Kind.MEAN, Aggregation.Kind.STDDEV)) {
                assertThatThrownBy(() -> over(kind, DataType.DOUBLE, value))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void meansDivideOnceAtTheEnd() {
        assertThat(over(Aggregation.Kind.MEAN, DataType.INT, 1, 2)).isEqualTo(1.5);
        assertThat(over(Aggregation.Kind.MEAN, DataType.DOUBLE, 0.1, 0.2, 0.3)).isEqualTo(0.2);
        assertThat(over(Aggregation.Kind.MEAN, DataType.BIGINT, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo((double) Long.MAX_VALUE);
        assertThat(over(
                        Aggregation.Kind.MEAN,
                        DataType.decimal(5, 2),
                        new BigDecimal("0.01"),
                        new BigDecimal("0.01"),
                        new BigDecimal("0.00")))
                .isEqualTo(new BigDecimal("0.006667"));
    }

    @Test
    void varianceIsThatOfASampleAndCancelsNothing() {
        assertThat(over(Aggregation.Kind.VARIANCE, DataType.INT, 7)).isNull();
        assertThat(over(Aggregation.Kind.VARIANCE, DataType.INT, 1, 2, 3, 4)).isEqualTo(5.0 / 3);
        assertThat(over(Aggregation.Kind.STDDEV, DataType.INT, 1, 3)).isEqualTo(Math.sqrt(2));
        assertThat(over(Aggregation.Kind.VARIANCE, DataType.DOUBLE, 9e17, 9e17 + 1024, 9e17 - 1024))
                .isEqualTo(1024.0 * 1024.0);
        assertThat(over(Aggregation.Kind.VARIANCE, DataType.DOUBLE, 0.1, 0.1)).isEqualTo(0.0);
    }

    @Test
    void extremesUseTheOrderOfValues() {
        assertThat(over(Aggregation.Kind.MAX, DataType.STRING, "\uffee", "\ud83d\ude00", "z"))
                .isEqualTo("\ud83d\ude00");
        assertThat(over(Aggregation.Kind.MIN, DataType.BINARY, new byte[] {-1}, new byte[] {1}))
                .isEqualTo(new byte[] {1});
        assertThat(over(Aggregation.Kind.MIN, DataType.DOUBLE, 0.0, -0.0)).isEqualTo(0.0);
    }

    @Test
    void firstAndLastUseEventTimeThenIdAsBytes() {
        for (Aggregation.Kind kind : List.of(Aggregation.Kind.FIRST, Aggregation.Kind.LAST, Aggregation.Kind.LAST_N)) {
            Accumulator accumulator = Aggregations.prepare(of(kind), DataType.INT, 6, 3);
            accumulator.update(3, 5, "\ud83d\ude00");
            accumulator.update(2, 5, "\uffee");
            accumulator.update(1, 4, "z");
            accumulator.update(null, 9, "z");
            Object expected = kind == Aggregation.Kind.FIRST ? 1 : kind == Aggregation.Kind.LAST ? 3 : List.of(2, 3);
            assertThat(accumulator.finish()).as("%s", kind).isEqualTo(expected);
        }
    }

    @Test
    void topIsByCountThenValueAndNullBeyondItsLimit() {
        assertThat(over(Aggregation.Kind.TOP_K, DataType.STRING, "b", "c", "a", "c", "b"))
                .isEqualTo(List.of(List.of("b", 2L), List.of("c", 2L)));
        assertThat(over(Aggregation.Kind.TOP_K, DataType.STRING, "a", "b", "c", "d"))
                .isNull();
        assertThat(over(Aggregation.Kind.TOP_K, DataType.DOUBLE, -0.0, 0.0)).isEqualTo(List.of(List.of(0.0, 2L)));
        assertThat(over(Aggregation.Kind.TOP_K, DataType.BINARY, new byte[] {1}, new byte[] {1})
                        .toString())
                .endsWith("2]]");
    }

    @Test
    void histogramsAreClosedBelowAndOpenAbove() {
        assertThat(over(Aggregation.Kind.HISTOGRAM, DataType.DOUBLE, -0.1, 0.0, 9.9, 10.0, 11.0))
                .isEqualTo(List.of(1L, 2L, 2L));
        assertThat(over(Aggregation.Kind.HISTOGRAM, DataType.BIGINT, Long.MIN_VALUE, 0L, Long.MAX_VALUE, null))
                .isEqualTo(List.of(1L, 1L, 1L));
        assertThat(over(Aggregation.Kind.HISTOGRAM, DataType.decimal(9, 8), new BigDecimal("9.99999999")))
                .isEqualTo(List.of(0L, 1L, 0L));
    }

    @Test
    void distinctCountsStayWithinTheDeclaredError() {
        double squares = 0;
        int rounds = 40;
        for (int round = 0; round < rounds; round++) {
            int distinct = 20_000 + 1_000 * round;
            Accumulator accumulator = Aggregations.prepare(of(Aggregation.Kind.COUNT_DISTINCT), DataType.STRING, 6, 3);
            for (int i = 0; i < distinct; i++) {
                accumulator.update(round + "/" + i, 0, "");
            }
            double error = ((Long) accumulator.finish() - distinct) / (double) distinct;
            assertThat(error).isCloseTo(0, within(4 * DistinctAccumulator.RELATIVE_ERROR));
            squares += error * error;
        }
        assertThat(Math.sqrt(squares / rounds)).isLessThan(1.3 * DistinctAccumulator.RELATIVE_ERROR);
    }

    @Test
    void smallDistinctCountsAreExactAndKnowEveryValue() {
        assertThat(over(Aggregation.Kind.COUNT_DISTINCT, DataType.STRING, "", "a", "a", null))
                .isEqualTo(2L);
        assertThat(over(Aggregation.Kind.COUNT_DISTINCT, DataType.BINARY, new byte[0], new byte[] {1}, new byte[] {1, 1
                }))
                .isEqualTo(3L);
        assertThat(over(Aggregation.Kind.COUNT_DISTINCT, DataType.DOUBLE, 0.0, -0.0, 1.0))
                .isEqualTo(2L);
        assertThat(over(Aggregation.Kind.COUNT_DISTINCT, DataType.BOOLEAN, true, false, true))
                .isEqualTo(2L);
        assertThat(over(
                        Aggregation.Kind.COUNT_DISTINCT,
                        DataType.decimal(9, 2),
                        new BigDecimal("1.00"),
                        new BigDecimal("1.0"),
                        new BigDecimal("0.00")))
                .isEqualTo(2L);
    }

    @Test
    void saysWhatTypeAResultHas() {
        assertThat(type(Aggregation.Kind.COUNT, null)).isEqualTo(DataType.BIGINT);
        assertThat(type(Aggregation.Kind.SUM, DataType.INT)).isEqualTo(DataType.BIGINT);
        assertThat(type(Aggregation.Kind.SUM, DataType.decimal(30, 4))).isEqualTo(DataType.decimal(38, 4));
        assertThat(type(Aggregation.Kind.SUM, DataType.DOUBLE)).isEqualTo(DataType.DOUBLE);
        assertThat(type(Aggregation.Kind.MEAN, DataType.decimal(10, 2))).isEqualTo(DataType.decimal(14, 6));
        assertThat(type(Aggregation.Kind.VARIANCE, DataType.INT)).isEqualTo(DataType.DOUBLE);
        assertThat(type(Aggregation.Kind.LAST_N, DataType.DATE)).hasToString("array<date>");
        assertThat(type(Aggregation.Kind.TOP_K, DataType.STRING))
                .hasToString("array<struct<value: string, count: bigint>>");
        assertThat(type(Aggregation.Kind.HISTOGRAM, DataType.INT)).hasToString("array<bigint>");
    }

    private static DataType type(Aggregation.Kind kind, @Nullable DataType input) {
        return Aggregations.resultType(of(kind), input, 6);
    }

    @Test
    void saysWhatItCannotTake() {
        DataType list = DataType.array(DataType.INT);

        assertThatThrownBy(() -> type(Aggregation.Kind.SUM, null)).hasMessageStartingWith("sum needs a value");
        assertThatThrownBy(() -> type(Aggregation.Kind.MEAN, DataType.STRING))
                .hasMessage("mean needs a number, not string");
        assertThatThrownBy(() -> type(Aggregation.Kind.TOP_K, list))
                .hasMessage("top_k needs a value that has an order, not array<int>");
        assertThatThrownBy(() -> Aggregations.resultType(of(Aggregation.Kind.SUM), DataType.DOUBLE, 19))
                .hasMessageContaining("scale must be from 0 to 18");
        for (List<Double> edges : Arrays.asList(List.<Double>of(), List.of(1.0, 1.0), List.of(Double.NaN))) {
            Aggregation histogram = new Aggregation(Aggregation.Kind.HISTOGRAM, 0, edges);
            assertThatThrownBy(() -> Aggregations.resultType(histogram, DataType.INT, 6))
                    .hasMessageStartingWith("histogram needs");
        }
        assertThatThrownBy(() -> Aggregations.resultType(
                        new Aggregation(Aggregation.Kind.LAST_N, 0, List.of()), DataType.INT, 6))
                .hasMessage("last_n needs a number of at least 1, not 0");
    }
}
