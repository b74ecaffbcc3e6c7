package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interpreter of derived features and Catalyst give the same type and values for random expressions of the closed subset. */
final class DerivedAgainstCatalystTest {
    private static final int EXPRESSIONS = 60;
    private static final int ROWS = 25;
    private static final List<Column> COLUMNS = List.of(
            new Column("i", DataType.INT),
            new Column("j", DataType.INT),
            new Column("l", DataType.BIGINT),
            new Column("d", DataType.DOUBLE),
            new Column("e", DataType.DOUBLE),
            new Column("n", DataType.decimal(10, 2)),
            new Column("w", DataType.decimal(38, 6)),
            new Column("s", DataType.STRING),
            new Column("z", DataType.STRING),
            new Column("t", DataType.BOOLEAN),
            new Column("u", DataType.BOOLEAN),
            new Column("day", DataType.DATE),
            new Column("at", DataType.TIMESTAMP));
    private static final List<String> NUMBERS = List.of("i", "j", "l", "d", "e", "n", "w");
    private static final List<String> LITERALS = List.of(
            "0",
            "1",
            "-3",
            "7",
            "2147483647",
            "2147483648",
            "0.5",
            "1.25",
            "1e3",
            "100L",
            "2.5D",
            "0.0",
            "12.34",
            "64000.0",
            "2000000.0",
            "9.9e17");
    private static final Object[] INTS = {0, 1, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final Object[] LONGS = {0L, 1L, -1L, 9_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
    private static final Object[] DOUBLES = {
        0.0,
        -0.0,
        0.1,
        -2.5,
        1e300,
        -1e300,
        9.3e18,
        2147483647.9,
        -2147483648.9,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        1e-320
    };

    private final CatalystExpressionCompiler catalyst = new CatalystExpressionCompiler();

    /** The quotients lie exactly between two decimals of the scale that is kept. */
    @Test
    void roundsHalvesOfDivisionsAlike() {
        for (int numerator = -9; numerator <= 9; numerator += 2) {
            String text = "CAST(" + numerator + " AS DECIMAL(38,0)) / CAST(2000000 AS DECIMAL(10,0))";
            assertThat(DerivedExpression.compile(text, COLUMNS).evaluate(row(new Random(1))))
                    .as(text)
                    .isNotNull()
                    .isEqualTo(catalyst.compile(text, COLUMNS).evaluate(row(new Random(1))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesTheSame(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < EXPRESSIONS; n++) {
            String text = random.nextInt(3) == 0 ? truth(random, 3) : number(random, 3);
            CompiledExpression derived = DerivedExpression.compile(text, COLUMNS);
            CompiledExpression compiled = catalyst.compile(text, COLUMNS);
            assertThat(derived.type()).as("seed %d: %s", seed, text).isEqualTo(compiled.type());
            for (int i = 0; i < ROWS; i++) {
                @Nullable Object[] row = row(random);
                assertThat(shown(derived.evaluate(row)))
                        .as("seed %d: %s over %s", seed, text, Arrays.toString(row))
                        .isEqualTo(shown(compiled.evaluate(row)));
            }
        }
    }

    /** Bit for bit, but for the sign of zero, in which SQL sees no difference. */
    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    private static String number(Random random, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return random.nextInt(3) == 0 ? pick(random, LITERALS) : pick(random, NUMBERS);
        }
        int inner = depth - 1;
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                "(" + number(random, inner) + pick(random, List.of(" + ", " - ", " * ", " / ")) + number(random, inner)
                        + ")";
            case 3 ->
                "CASE WHEN " + truth(random, inner) + " THEN " + number(random, inner)
                        + (random.nextBoolean() ? " ELSE " + number(random, inner) : "") + " END";
            case 4 -> "COALESCE(" + number(random, inner) + ", " + number(random, inner) + ")";
            case 5 -> "IF(" + truth(random, inner) + ", " + number(random, inner) + ", " + number(random, inner) + ")";
            case 6 ->
                pick(random, List.of("LEAST(", "GREATEST(")) + number(random, inner) + ", " + number(random, inner)
                        + ", " + number(random, inner) + ")";
            case 7 ->
                "CAST(" + number(random, inner) + " AS "
                        + pick(random, List.of("INT", "BIGINT", "DOUBLE", "DECIMAL(12,3)", "DECIMAL(38,0)")) + ")";
            default -> "-" + pick(random, NUMBERS);
        };
    }

    private static String truth(Random random, int depth) {
        if (depth == 0) {
            return pick(random, List.of("t", "u", "true", "false"));
        }
        int inner = depth - 1;
        String comparison = pick(random, List.of(" = ", " <> ", " < ", " <= ", " > ", " >= "));
        return switch (random.nextInt(8)) {
            case 0 -> "(" + truth(random, inner) + " AND " + truth(random, inner) + ")";
            case 1 -> "(" + truth(random, inner) + " OR " + truth(random, inner) + ")";
            case 2 -> "(NOT " + truth(random, inner) + ")";
            case 3 -> "(" + pick(random, List.of("s", "z", "'b'")) + comparison + "s)";
            case 4 -> "(day" + comparison + "day)";
            case 5 -> "(at" + comparison + "at)";
            default -> "(" + number(random, inner) + comparison + number(random, inner) + ")";
        };
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static @Nullable Object[] row(Random random) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Column column : COLUMNS) {
            row.add(random.nextInt(5) == 0 ? null : value(random, column.type()));
        }
        return row.toArray();
    }

    private static Object value(Random random, DataType type) {
        return switch (type.kind()) {
            case INT -> random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : (Object) (random.nextInt(20) - 10);
            case BIGINT ->
                random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : (Object) (random.nextLong() >> 20);
            case DOUBLE ->
                random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : (Object) (random.nextGaussian() * 50);
            case DECIMAL ->
                BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2).setScale(type.scale());
            case STRING ->
                List.of("", "a", "b", "\u00e9", "\uffee", "\ud83d\ude00").get(random.nextInt(6));
            case BOOLEAN -> random.nextBoolean();
            case DATE -> random.nextInt(5);
            default -> (long) random.nextInt(5);
        };
    }
}
