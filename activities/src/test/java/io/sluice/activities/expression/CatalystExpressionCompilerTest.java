package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CatalystExpressionCompilerTest {
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();

    private static CompiledExpression compile(String text, Column... columns) {
        return COMPILER.compile(text, List.of(columns));
    }

    private static @Nullable Object value(String text) {
        return compile(text).evaluate(new Object[0]);
    }

    private static Column column(String name, DataType type) {
        return new Column(name, type);
    }

    @Test
    void comparesWithThreeValues() {
        CompiledExpression filter = compile("is_bot = false", column("is_bot", DataType.BOOLEAN));

        assertThat(filter.type()).isEqualTo(DataType.BOOLEAN);
        assertThat(filter.evaluate(new Object[] {false})).isEqualTo(true);
        assertThat(filter.evaluate(new Object[] {true})).isEqualTo(false);
        assertThat(filter.evaluate(new Object[] {null})).isNull();
        assertThat(value("NULL AND false")).isEqualTo(false);
        assertThat(value("NULL OR true")).isEqualTo(true);
        assertThat(value("1 NOT IN (2, NULL)")).isNull();
    }

    @Test
    void ignoresTheCaseOfColumns() {
        CompiledExpression product = compile(
                "quantity * `UNITPRICE`", column("UnitPrice", DataType.DOUBLE), column("Quantity", DataType.INT));

        assertThat(product.type()).isEqualTo(DataType.DOUBLE);
        assertThat(product.evaluate(new Object[] {2.5, 4})).isEqualTo(10.0);
    }

    @Test
    void readsEveryTypeAndGivesItBack() {
        assertRoundTrip(DataType.BOOLEAN, true);
        assertRoundTrip(DataType.INT, -7);
        assertRoundTrip(DataType.BIGINT, 1L << 60);
        assertRoundTrip(DataType.DOUBLE, 0.1);
        assertRoundTrip(DataType.decimal(10, 2), new BigDecimal("12345678.90"));
        assertRoundTrip(DataType.STRING, "gr\u00fc\u00df \ud83d\ude00");
        assertRoundTrip(DataType.BINARY, new byte[] {1, 0, -1});
        assertRoundTrip(DataType.DATE, -12);
        assertRoundTrip(DataType.TIMESTAMP, -1L);
        assertRoundTrip(DataType.array(DataType.STRING), Arrays.asList("a", null));
        assertRoundTrip(DataType.vector(2), List.of(1.0, 2.0));
        DataType struct = DataType.struct(List.of(column("at", DataType.TIMESTAMP), column("n", DataType.INT)));
        assertRoundTrip(DataType.array(struct), List.of(Arrays.asList(5L, null)));
    }

    private static void assertRoundTrip(DataType type, Object value) {
        CompiledExpression same = compile("c", column("c", type));
        assertThat(same.type()).isEqualTo(type);
        assertThat(same.evaluate(new Object[] {value})).isEqualTo(value);
        assertThat(same.evaluate(new Object[] {null})).isNull();
        CompiledExpression computed = compile("if(b, c, NULL)", column("b", DataType.BOOLEAN), column("c", type));
        assertThat(computed.evaluate(new Object[] {true, value})).isEqualTo(value);
        assertThat(computed.evaluate(new Object[] {false, value})).isNull();
    }

    @Test
    void givesNullForEveryOverflow() {
        for (String text : List.of(
                "i + 1",
                "i * 2",
                "-1 - i - 2",
                "l + 1",
                "l * 2",
                "-l - 2",
                "-(-l - 1)",
                "abs(-l - 1)",
                "(-l - 1) div -1",
                "cast(l as int)",
                "cast(i + 1L as int)",
                "cast('9223372036854775808' as bigint)",
                "cast(x as bigint)",
                "cast(x as int)",
                "cast(2147483648.0d as int)",
                "cast(-2147483649.0d as int)",
                "cast(cast(l as decimal(38,0)) + 1 as bigint)",
                "cast(timestamp_seconds(2147483648) as int)",
                "cast(l as double)",
                "cast(cast(10 as decimal(38,0)) * d as double)",
                "cast(i as tinyint)",
                "cast(cast(100 as tinyint) + cast(100 as tinyint) as int)",
                "round(i, -1)",
                "bround(l, -1)",
                "ceil(x)",
                "floor(-x)",
                "x * 10",
                "-x",
                "abs(x)",
                "sqrt(-1d)",
                "double('NaN')",
                "double('Infinity')",
                "cast('NaN' as float)",
                "exp(1000)",
                "pow(10, 18)",
                "9e17d * 2",
                "9e17d * 2 > 1",
                "element_at(array(1), 0)",
                "split_part('a', ',', 0)",
                "split('a', b)",
                "'a' rlike b",
                "'a' like concat(b, '\\\\')",
                "regexp_extract('aa', 'a', 5)",
                "regexp_replace('aa', 'a', '$5')",
                "cast(cast('nan' as double) as int)",
                "ceil(cast('nan' as double))",
                "date_add(date '2020-01-01', i)",
                "date_sub(date '2020-01-01', -i)",
                "timestamp_seconds(l)",
                "timestamp_millis(l)",
                "cast(12345.678 as decimal(4,2))",
                "d * d",
                "1 / 0",
                "1 % 0",
                "1 div 0",
                "d % 0",
                "d / 0",
                "d div 0",
                "l % 0",
                "1.5 / 0.0")) {
            CompiledExpression expression = compile(
                    text,
                    column("i", DataType.INT),
                    column("l", DataType.BIGINT),
                    column("d", DataType.decimal(38, 0)),
                    column("x", DataType.DOUBLE),
                    column("b", DataType.STRING));
            Object[] row = {Integer.MAX_VALUE, Long.MAX_VALUE, new BigDecimal("1e37").setScale(0), 0x1p63, "["};
            assertThat(expression.evaluate(row)).as(text).isNull();
        }
    }

    @Test
    void castsWhatJustFits() {
        assertThat(value("cast(999999999999999872d as bigint)")).isEqualTo(999_999_999_999_999_872L);
        assertThat(value("cast(2147483647.9d as int)")).isEqualTo(Integer.MAX_VALUE);
        assertThat(value("cast(-2147483648.9d as int)")).isEqualTo(Integer.MIN_VALUE);
        assertThat(value("9e17d + 9e16d")).isEqualTo(9.9e17);
    }

    @Test
    void givesNullForEveryFailedCast() {
        for (String text : List.of(
                "cast('x' as int)",
                "cast('1.5' as int)",
                "cast('' as double)",
                "cast('2020-13-01' as date)",
                "cast('yes please' as boolean)",
                "cast('x' as timestamp)",
                "'x' + 1",
                "1 = 'x'",
                "double('x')")) {
            assertThat(value(text)).as(text).isNull();
        }
    }

    @Test
    void calculatesWhatItSays() {
        assertThat(value("1 + 2 * 3")).isEqualTo(7);
        assertThat(value("7 div 2")).isEqualTo(3L);
        assertThat(value("7 / 2")).isEqualTo(3.5);
        assertThat(value("-7 % 4")).isEqualTo(-3);
        assertThat(value("round(2.5)")).isEqualTo(new BigDecimal("3"));
        assertThat(value("ceil(2.1)")).isEqualTo(new BigDecimal("3"));
        assertThat(value("ceil(2.1D)")).isEqualTo(3L);
        assertThat(value("case when 1 > 2 then 'a' else 'b' end")).isEqualTo("b");
        assertThat(value("coalesce(NULL, 'x')")).isEqualTo("x");
        assertThat(value("nvl2(NULL, 1, 2)")).isEqualTo(2);
        assertThat(value("nullif(1, 1)")).isNull();
        assertThat(value("try_add(1, 2)")).isEqualTo(3);
        assertThat(value("upper(trim(' ab '))")).isEqualTo("AB");
        assertThat(value("substring('abcd' from 2 for 2)")).isEqualTo("bc");
        assertThat(value("regexp_extract('a12', '([0-9]+)', 1)")).isEqualTo("12");
        assertThat(value("'abc' like 'a%'")).isEqualTo(true);
        assertThat(value("year(date '2020-05-06')")).isEqualTo(2020);
        assertThat(value("hour(timestamp '2020-05-06 07:08:09')")).isEqualTo(7);
        assertThat(value("extract(month from date '2020-05-06')")).isEqualTo(5);
        assertThat(value("date_trunc('hour', timestamp '1970-01-01 01:02:03')")).isEqualTo(3_600_000L);
        assertThat(value("datediff(date '2020-03-01', date '2020-02-28')")).isEqualTo(2);
        assertThat(value("date_add(date '1970-01-01', 3)")).isEqualTo(3);
        assertThat(value("cast(timestamp_millis(1500) as bigint)")).isEqualTo(1L);
        assertThat(value("size(array(1, 2))")).isEqualTo(2);
        assertThat(value("size(cast(NULL as array<int>))")).isNull();
        assertThat(value("element_at(array(1, 2), 3)")).isNull();
        assertThat(value("array(1, 2)[5]")).isNull();
        assertThat(value("named_struct('a', 1, 'b', 'x').b")).isEqualTo("x");
        assertThat(value("get_json_object('{\"a\": 5}', '$.a')")).isEqualTo("5");
        assertThat(value("cast(1.5 as float)")).isEqualTo(1.5);
        assertThat(value("md5('a')")).isEqualTo("0cc175b9c0f1b6a831c399e269772661");
    }

    @Test
    void givesWholeNumbersAndDecimalsTheirTypes() {
        assertThat(compile("1.5").type()).isEqualTo(DataType.decimal(2, 1));
        assertThat(compile("cast(1 as smallint)").type()).isEqualTo(DataType.INT);
        assertThat(compile("cast(1 as float)").type()).isEqualTo(DataType.DOUBLE);
        assertThat(compile("array('a')").type()).isEqualTo(DataType.array(DataType.STRING));
    }
}
