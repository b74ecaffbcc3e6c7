package io.sluice.activities.ingest.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.fixer.FixerRow;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a fixer does to a row, that row comes out, and the others do, too. */
final class FixerFunctionTest {
    private static final List<Column> SCHEMA =
            List.of(new Column("id", DataType.STRING), new Column("amount", DataType.DOUBLE));

    static Stream<Arguments> misbehaviour() {
        return Stream.of(
                Arguments.of("throws", (Supplier<?>) () -> {
                    throw new IllegalStateException("no");
                }),
                Arguments.of("runs out of stack", (Supplier<?>) () -> {
                    throw new StackOverflowError();
                }),
                Arguments.of("misses a class", (Supplier<?>) () -> {
                    throw new NoClassDefFoundError("gone");
                }),
                Arguments.of("gives nothing", (Supplier<?>) () -> null),
                Arguments.of("gives another type", (Supplier<?>) () -> Map.of("amount", "text")),
                Arguments.of("gives a part that is none", (Supplier<?>) () -> mapped("amount", 7, "id", "z")),
                Arguments.of("gives a column of its own", (Supplier<?>) () -> Map.of("colour", "red")),
                Arguments.of("gives a column that it does not touch", (Supplier<?>) () -> Map.of("id", "z")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviour")
    void aRowIsLeftAsItWas(String what, Supplier<Map<String, @Nullable Object>> fix) {
        assertThat(call(fix, "amount")).as(what).isEqualTo(RowFactory.create(1.5));
    }

    @Test
    void aRowIsMended() {
        assertThat(call(() -> Map.of("amount", 2.5), "amount")).isEqualTo(RowFactory.create(2.5));
        assertThat(call(() -> mapped("amount", null, "id", "z"), "id", "amount"))
                .isEqualTo(RowFactory.create("z", null));
    }

    @ParameterizedTest(name = "{1} is no {0}")
    @MethodSource
    void valuesThatDoNotFit(String type, Object value) {
        assertThat(Fitting.fits(DataType.parse(type), value)).isFalse();
    }

    static Stream<Arguments> valuesThatDoNotFit() {
        return Stream.of(
                Arguments.of("boolean", "true"),
                Arguments.of("int", 1L),
                Arguments.of("bigint", 1),
                Arguments.of("double", 1.0f),
                Arguments.of("string", 'x'),
                Arguments.of("binary", "x"),
                Arguments.of("date", 1L),
                Arguments.of("date", Integer.MAX_VALUE),
                Arguments.of("timestamp", 1),
                Arguments.of("timestamp", Long.MAX_VALUE),
                Arguments.of("decimal(4,2)", new BigDecimal("123.45")),
                Arguments.of("decimal(4,2)", new BigDecimal("1.234")),
                Arguments.of("decimal(4,2)", new BigDecimal("1E+2")),
                Arguments.of("array<bigint>", List.of(1L, 2)),
                Arguments.of("array<array<string>>", List.of(List.of("x"), List.of(1))),
                Arguments.of("vector(2)", List.of(1.0)),
                Arguments.of("vector(2)", List.of(1.0, "2")),
                Arguments.of("struct<a: int, b: string>", List.of(1)),
                Arguments.of("struct<a: int, b: string>", List.of(1, 2)));
    }

    @ParameterizedTest(name = "{1} is a {0}")
    @MethodSource
    void valuesThatFit(String type, @Nullable Object value) {
        assertThat(Fitting.fits(DataType.parse(type), value)).isTrue();
    }

    static Stream<Arguments> valuesThatFit() {
        return Stream.of(
                Arguments.of("int", null),
                Arguments.of("boolean", true),
                Arguments.of("double", Double.NaN),
                Arguments.of("binary", new byte[] {1}),
                Arguments.of("date", 0),
                Arguments.of("timestamp", -1L),
                Arguments.of("decimal(4,2)", new BigDecimal("12.3400")),
                Arguments.of("decimal(4,2)", new BigDecimal("1E+1")),
                Arguments.of("array<bigint>", Arrays.asList(1L, null)),
                Arguments.of("vector(2)", List.of(1.0, 2.0)),
                Arguments.of("struct<a: int, b: string>", Arrays.asList(1, null)));
    }

    private static Row call(Supplier<Map<String, @Nullable Object>> fix, String... touches) {
        List<Column> touched = SCHEMA.stream()
                .filter(column -> List.of(touches).contains(column.name()))
                .toList();
        Fixer fixer = new Given(Set.of(touches), fix);
        return new FixerFunction(fixer, SCHEMA, touched, List.of("amount"))
                .call(RowFactory.create("a", 1.5), RowFactory.create("one and a half"));
    }

    private static Map<String, @Nullable Object> mapped(
            String first, @Nullable Object value, String second, Object other) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return Collections.unmodifiableMap(map);
    }

    /** Does what the test says. */
    @SuppressWarnings("serial")
    private record Given(Set<String> touches, Supplier<Map<String, @Nullable Object>> given) implements Fixer {
        @Override
        public Map<String, @Nullable Object> fix(FixerRow row) {
            return given.get();
        }
    }
}
