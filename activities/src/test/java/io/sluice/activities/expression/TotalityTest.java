package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a row holds, every allowed function gives a value or NULL, and no double that is no value. */
final class TotalityTest {
    private static final int ROWS = 150;
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final List<Object> TEXTS = List.of(
            "",
            "a",
            "ab",
            "[",
            "(",
            "\\",
            "a\\",
            "a\\b",
            "%\\",
            "*",
            "$5",
            "${x}",
            "NaN",
            "Infinity",
            "1e308",
            "1e18",
            "-9223372036854775809",
            "999999999999999999999999999999999999999999",
            "2020-02-30",
            "+294247-01-10T04:00:54.775807Z",
            "+999999-12-31",
            "-290000-01-01",
            "year",
            "{\"a\": [1, {\"b\": null}]}",
            "$.a[*].b",
            "$[",
            "\u0130\ud83d\ude00\u00df",
            "\ud83d",
            " \t\n");
    private static final List<Object> INTS = List.of(0, 1, -1, 2, 5, 256, Integer.MAX_VALUE, Integer.MIN_VALUE);
    private static final List<Object> LONGS = List.of(
            0L, 1L, -1L, 1_000_000_000_000_000_000L, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE, 253402300800000L);
    private static final List<Object> DOUBLES = List.of(
            0.0, -0.0, 1.5, -2.5, 1e-320, 2e9, -2e9, 9.9e17, -9.9e17, 2147483648.0, 709.9, -1.0, 1e15 + 0.3, 0.5);
    private static final List<Object> SMALL = List.of(
            new BigDecimal("0.00"),
            new BigDecimal("-0.01"),
            new BigDecimal("99999999.99"),
            new BigDecimal("-99999999.99"));
    private static final List<Object> WIDE = List.of(
            new BigDecimal("0.000000"),
            new BigDecimal("0.000001"),
            new BigDecimal("9".repeat(32) + ".999999"),
            new BigDecimal("-" + "9".repeat(32) + ".999999"));
    private static final List<Object> TIMES = List.of(
            0L,
            -1L,
            1577836800000L,
            253402300799999L,
            Math.floorDiv(Long.MAX_VALUE, 1000L),
            Math.floorDiv(Long.MIN_VALUE, 1000L) + 1);
    private static final List<Object> LISTS =
            List.of(List.of(), List.of(1, 2), Arrays.asList(null, Integer.MAX_VALUE), Arrays.asList((Object) null));
    private static final List<Object> BYTES = List.of(new byte[0], new byte[] {-1, 0, (byte) 0xc3});

    @Test
    void noRowMakesAnExpressionThrow() {
        Random random = new Random(20261123);
        FunctionExamples.groups().stream()
                .flatMap(List::stream)
                .flatMap(line -> FunctionExamples.examples(line).stream())
                .forEach(text -> assertTotal(text, random));
    }

    private static void assertTotal(String text, Random random) {
        CompiledExpression expression = COMPILER.compile(text, FunctionExamples.COLUMNS);
        for (int n = 0; n < ROWS; n++) {
            @Nullable Object[] row = row(random);
            Object value;
            try {
                value = expression.evaluate(row);
            } catch (RuntimeException thrown) {
                throw new AssertionError(text + " over " + Arrays.deepToString(row), thrown);
            }
            if (value instanceof Double number) {
                assertThat(Math.abs(number))
                        .as("%s over %s", text, Arrays.deepToString(row))
                        .isLessThan(1e18);
            }
        }
    }

    private static @Nullable Object[] row(Random random) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Column column : FunctionExamples.COLUMNS) {
            List<Object> values = values(column.type());
            row.add(random.nextInt(12) == 0 ? null : values.get(random.nextInt(values.size())));
        }
        return row.toArray();
    }

    private static List<Object> values(DataType type) {
        return switch (type.kind()) {
            case STRING -> TEXTS;
            case INT, DATE -> INTS;
            case BIGINT -> LONGS;
            case DOUBLE -> DOUBLES;
            case DECIMAL -> type.precision() == 10 ? SMALL : WIDE;
            case BOOLEAN -> List.of(true, false);
            case TIMESTAMP -> TIMES;
            case ARRAY -> LISTS;
            default -> BYTES;
        };
    }
}
