package io.sluice.definitions.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The content of every accumulator is a function of the set of its rows, however they are ordered, split and merged. */
final class AccumulatorPropertyTest {
    private static final int SEEDS = 120;
    private static final DataType MONEY = DataType.decimal(20, 3);
    private static final List<DataType> NUMBERS = List.of(DataType.INT, DataType.BIGINT, MONEY, DataType.DOUBLE);
    private static final List<DataType> ORDERED = List.of(
            DataType.INT, DataType.BIGINT, MONEY, DataType.DOUBLE, DataType.STRING, DataType.BINARY, DataType.BOOLEAN);

    private record Update(@Nullable Object value, long time, String id) {}

    /** An aggregation of the kind over some type, and updates for it. */
    private static final class Sample {
        private final Random random;
        private final Accumulator empty;
        private final List<Update> updates = new ArrayList<>();

        Sample(Aggregation.Kind kind, long seed) {
            random = new Random(seed);
            DataType input = input(kind);
            Aggregation aggregation = new Aggregation(kind, 1 + random.nextInt(4), List.of(-1.5, 0.0, 1e6));
            empty = Aggregations.prepare(aggregation, input, random.nextInt(7), 3 + random.nextInt(20));
            int count = random.nextInt(seed % 10 == 0 ? 2_000 : 40);
            int variety = 1 + random.nextInt(1_000);
            for (int i = 0; i < count; i++) {
                Object value = input == null || random.nextInt(6) == 0 ? null : value(input, variety);
                updates.add(new Update(value, random.nextInt(8) - 4, "\uffee" + i));
            }
        }

        private @Nullable DataType input(Aggregation.Kind kind) {
            return switch (kind) {
                case COUNT -> random.nextBoolean() ? null : DataType.STRING;
                case SUM, MEAN, VARIANCE, STDDEV, HISTOGRAM -> NUMBERS.get(random.nextInt(NUMBERS.size()));
                default -> ORDERED.get(random.nextInt(ORDERED.size()));
            };
        }

        private Object value(DataType type, int variety) {
            long number = random.nextInt(8) == 0 ? random.nextLong() >> random.nextInt(63) : random.nextInt(variety);
            return switch (type.kind()) {
                case INT -> (int) number;
                case BIGINT -> number / 4_000;
                case DECIMAL -> new BigDecimal(BigInteger.valueOf(number), 3);
                case DOUBLE -> number % 1_000_000_000_000_000L / 7.0;
                case BINARY -> Long.toString(number).getBytes(StandardCharsets.UTF_8);
                case BOOLEAN -> number % 2 == 0;
                default -> Long.toString(number);
            };
        }

        Accumulator of(List<Update> some) {
            Accumulator accumulator = empty.prepare();
            some.forEach(update -> accumulator.update(update.value(), update.time(), update.id()));
            return accumulator;
        }

        /** The updates in random order, cut into parts at random places. */
        List<Accumulator> parts() {
            List<Update> shuffled = new ArrayList<>(updates);
            Collections.shuffle(shuffled, random);
            List<Accumulator> parts = new ArrayList<>();
            int from = 0;
            while (from < shuffled.size()) {
                int to = from + 1 + random.nextInt(shuffled.size() - from);
                parts.add(of(shuffled.subList(from, to)));
                from = to;
            }
            parts.add(empty.prepare());
            return parts;
        }

        /** Merges neighbours in random order until one is left: any way to put brackets. */
        Accumulator merged(List<Accumulator> parts) {
            List<Accumulator> left = new ArrayList<>(parts);
            while (left.size() > 1) {
                int at = random.nextInt(left.size() - 1);
                Accumulator first = left.get(at);
                Accumulator second = left.remove(at + 1);
                if (random.nextBoolean()) {
                    first.merge(second);
                } else {
                    second.merge(first);
                    left.set(at, second);
                }
            }
            return left.get(0);
        }
    }

    private static String shown(Accumulator accumulator) {
        return shown(accumulator.finish());
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> values) {
            return values.stream().map(AccumulatorPropertyTest::shown).toList().toString();
        }
        return String.valueOf(value);
    }

    @ParameterizedTest
    @EnumSource
    void anyOrderAndAnySplitGiveTheSame(Aggregation.Kind kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Sample sample = new Sample(kind, seed);
            String expected = shown(sample.of(sample.updates));

            assertThat(shown(sample.merged(sample.parts()))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** Sums around the limits of their types: what fits is exact, what does not is an error, also after merging. */
    @ParameterizedTest
    @EnumSource(names = {"SUM", "MEAN"})
    void whatDoesNotFitIsAnErrorAndNothingElse(Aggregation.Kind kind) {
        int errors = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            DataType input = NUMBERS.get((int) (seed % 3));
            Accumulator whole = Aggregations.prepare(new Aggregation(kind, 0, List.of()), input, 6, 1);
            Accumulator left = whole.prepare();
            BigDecimal sum = BigDecimal.ZERO;
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                Object value = extreme(input, random);
                sum = sum.add(new BigDecimal(value.toString()));
                (random.nextBoolean() ? whole : left).update(value, i, "e" + i);
            }
            whole.merge(left);

            String expected = kind == Aggregation.Kind.SUM ? sumOrError(sum, input) : meanOrError(sum, count, input);
            errors += expected.equals("error") ? 1 : 0;
            assertThat(shownOrError(whole)).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(errors > 0).as("sums do overflow").isEqualTo(kind == Aggregation.Kind.SUM);
    }

    private static Object extreme(DataType type, Random random) {
        long sign = random.nextBoolean() ? 1 : -1;
        return switch (type.kind()) {
            case INT -> random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case BIGINT -> random.nextBoolean() ? random.nextLong() : sign * (Long.MAX_VALUE - random.nextInt(2));
            default ->
                new BigDecimal(BigInteger.TEN.pow(20).subtract(BigInteger.ONE).multiply(BigInteger.valueOf(sign)), 3);
        };
    }

    /** Sums of integers are bigint; those of decimal(20,3) have ten digits more, which six values never need. */
    private static String sumOrError(BigDecimal sum, DataType input) {
        if (input.kind() == DataType.Kind.DECIMAL) {
            return sum.toString();
        }
        return sum.toBigInteger().bitLength() < Long.SIZE ? sum.toPlainString() : "error";
    }

    /** A mean is not greater than the greatest value, so that it always fits. */
    private static String meanOrError(BigDecimal sum, int count, DataType input) {
        return input.kind() == DataType.Kind.DECIMAL
                ? sum.divide(BigDecimal.valueOf(count), 6, RoundingMode.HALF_EVEN)
                        .toString()
                : String.valueOf(sum.divide(BigDecimal.valueOf(count), new MathContext(40, RoundingMode.HALF_EVEN))
                        .doubleValue());
    }

    private static String shownOrError(Accumulator accumulator) {
        try {
            return shown(accumulator);
        } catch (ResultOverflowException tooLarge) {
            return "error";
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergingLeavesTheOtherAsItWas(Aggregation.Kind kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Sample sample = new Sample(kind, seed);
            int half = sample.updates.size() / 2;
            Accumulator left = sample.of(sample.updates.subList(0, half));
            Accumulator right = sample.of(sample.updates.subList(half, sample.updates.size()));
            String before = shown(right);
            Accumulator copy = left.copy();

            copy.merge(right);
            for (Update update : sample.updates) {
                copy.update(update.value(), update.time() + 100, update.id());
            }

            assertThat(shown(right)).as("seed %d", seed).isEqualTo(before);
            assertThat(shown(left)).as("seed %d", seed).isEqualTo(shown(sample.of(sample.updates.subList(0, half))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void subtractingUndoesMerging(Aggregation.Kind kind) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Sample sample = new Sample(kind, seed);
            if (!(sample.empty instanceof Accumulator.Exact)) {
                return;
            }
            int half = sample.updates.size() / 2;
            Accumulator left = sample.of(sample.updates.subList(0, half));
            Accumulator.Exact all = (Accumulator.Exact) sample.of(sample.updates);

            all.subtract(left);

            assertThat(shown(all))
                    .as("seed %d", seed)
                    .isEqualTo(shown(sample.of(sample.updates.subList(half, sample.updates.size()))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesBeingWrittenAndRead(Aggregation.Kind kind) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Sample sample = new Sample(kind, seed);
            List<Accumulator> read = new ArrayList<>();
            for (Accumulator part : sample.parts()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                part.write(new DataOutputStream(bytes));
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                read.add(sample.empty.read(in));
                assertThat(in.available()).as("seed %d", seed).isZero();
            }

            assertThat(shown(sample.merged(read))).as("seed %d", seed).isEqualTo(shown(sample.of(sample.updates)));
        }
    }
}
