package io.sluice.definitions.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DerivedExpressionTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("i", DataType.INT),
            new Column("l", DataType.BIGINT),
            new Column("d", DataType.DOUBLE),
            new Column("n", DataType.decimal(10, 2)),
            new Column("s", DataType.STRING),
            new Column("t", DataType.BOOLEAN),
            new Column("day", DataType.DATE),
            new Column("at", DataType.TIMESTAMP),
            new Column("list", DataType.array(DataType.INT)),
            new Column("nothing", DataType.BIGINT),
            new Column("user_clicks_7d", DataType.BIGINT));
    private static final Object[] ROW = {
        7, 9_000_000_000L, 2.5, new BigDecimal("12.34"), "b", true, 10, 20L, List.of(1), null, 42L
    };

    private static @Nullable Object value(String text) {
        return DerivedExpression.compile(text, COLUMNS).evaluate(ROW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "i + 1 | int | 8",
                "i + l | bigint | 9000000007",
                "i - d | double | 4.5",
                "i / 2 | double | 3.5",
                "7 / 7 | double | 1.0",
                "i * 2 + 1 | int | 15",
                "i + 2 * 3 | int | 13",
                "(i + 2) * 3 | int | 27",
                "i - 1 - 2 | int | 4",
                "- i | int | -7",
                "- -i | int | 7",
                "+i | int | 7",
                "-2 | int | -2",
                "i - -2 | int | 9",
                "2147483648 | bigint | 2147483648",
                "-2147483648 | int | -2147483648",
                "5L | bigint | 5",
                "1e3 | double | 1000.0",
                "1.5D | double | 1.5",
                "1.50 | decimal(3,2) | 1.50",
                ".05 | decimal(2,2) | 0.05",
                "9223372036854775808 | decimal(19,0) | 9223372036854775808",
                "n + 1 | decimal(11,2) | 13.34",
                "n + i | decimal(13,2) | 19.34",
                "n - l | decimal(23,2) | -8999999987.66",
                "n * n | decimal(21,4) | 152.2756",
                "n / 3 | decimal(14,6) | 4.113333",
                "n / i | decimal(21,13) | 1.7628571428571",
                "CAST(1 AS decimal(38,0)) / CAST(32000000 AS decimal(10,0)) | decimal(38,6) | 0.000000",
                "CAST(1 AS decimal(38,0)) / CAST(64000 AS decimal(10,0)) | decimal(38,6) | 0.000016",
                "CAST(1 AS decimal(38,0)) / CAST(2000000 AS decimal(10,0)) | decimal(38,6) | 0.000001",
                "CAST(5 AS decimal(38,0)) / CAST(2000000 AS decimal(10,0)) | decimal(38,6) | 0.000003",
                "CAST(-1 AS decimal(38,0)) / CAST(2000000 AS decimal(10,0)) | decimal(38,6) | -0.000001",
                "n * 0.5 | decimal(12,3) | 6.170",
                "n + d | double | 14.84",
                "-n | decimal(10,2) | -12.34",
                "i = 7 | boolean | true",
                "i == 7.0 | boolean | true",
                "i <> 7 | boolean | false",
                "i != 8 | boolean | true",
                "l > i | boolean | true",
                "n >= 12.34 | boolean | true",
                "d < n | boolean | true",
                "d <= 2.5 | boolean | true",
                "s = 'b' | boolean | true",
                "s < 'c' | boolean | true",
                "t = true | boolean | true",
                "NOT t | boolean | false",
                "not not t | boolean | true",
                "i = 7 AND d = 2.5 OR FALSE | boolean | true",
                "FALSE AND FALSE OR TRUE | boolean | true",
                "TRUE OR FALSE AND FALSE | boolean | true",
                "NOT FALSE AND FALSE | boolean | false",
                "CASE WHEN i > 5 THEN 'big' ELSE 'small' END | string | big",
                "case when i > 50 then 1 when i > 5 then 2 end | int | 2",
                "CASE i WHEN 1 THEN 'one' WHEN 7 THEN 'seven' END | string | seven",
                "CASE WHEN nothing > 1 THEN 1 ELSE 2 END | int | 2",
                "IF(t, i, n) | decimal(12,2) | 7.00",
                "IF(nothing = 1, 1, 2) | int | 2",
                "IF(t, 1, 2.5e0) | double | 1.0",
                "COALESCE(nothing, i) | bigint | 7",
                "coalesce(NULL, nothing, l, 0) | bigint | 9000000000",
                "COALESCE(day, day) | date | 10",
                "LEAST(i, l, d) | double | 2.5",
                "GREATEST(i, nothing) | bigint | 7",
                "LEAST(s, 'a') | string | a",
                "GREATEST(n, 13) | decimal(12,2) | 13.00",
                "CAST(d AS int) | int | 2",
                "CAST(-2.5 AS int) | int | -2",
                "CAST(n AS decimal(5,1)) | decimal(5,1) | 12.3",
                "CAST(n AS DECIMAL) | decimal(10,0) | 12",
                "CAST(i AS double) / 2 | double | 3.5",
                "CAST(l AS bigint) | bigint | 9000000000",
                "CAST(0.125e0 AS decimal(4,2)) | decimal(4,2) | 0.13",
                "user_clicks_7d / 7 | double | 6.0",
                "`user_clicks_7d` + 0 | bigint | 42",
            })
    void evaluatesAsSparkDoes(String text, String type, String expected) {
        DerivedExpression expression = DerivedExpression.compile(text, COLUMNS);

        assertThat(expression.type()).hasToString(type);
        assertThat(expression.evaluate(ROW)).hasToString(expected);
        assertThat(DerivedExpression.type(text, COLUMNS)).isEqualTo(expression.type());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "i / 0",
                "n / 0",
                "d / 0.0e0",
                "d * 9e17",
                "-(d * 9e17)",
                "CAST(CAST(1000000000000000000 AS bigint) AS double)",
                "CAST(9223372036854775807 AS bigint) + d",
                "d / -0.0e0",
                "0 / 0",
                "2147483647 + 1",
                "-2147483648 - 1",
                "-(-2147483648)",
                "9223372036854775807 * 2",
                "-(-9223372036854775808)",
                "l + nothing",
                "nothing = nothing",
                "NULL AND TRUE",
                "nothing > 1 OR FALSE",
                "NOT (nothing = 1)",
                "CASE WHEN FALSE THEN 1 END",
                "COALESCE(nothing, nothing)",
                "GREATEST(nothing, nothing)",
                "CAST(l AS int)",
                "CAST(d * 9e17 AS bigint)",
                "CAST(1e10 AS decimal(5,2))",
                "CAST(n AS decimal(3,2))",
                "CAST(nothing AS int)",
                "99999999999999999999999999999999999999 + 99999999999999999999999999999999999999",
            })
    void isNullWhereThereIsNoAnswer(String text) {
        assertThat(value(text)).isNull();
    }

    @Test
    void logicHasThreeValues() {
        assertThat(value("FALSE AND nothing = 1")).isEqualTo(false);
        assertThat(value("nothing = 1 AND FALSE")).isEqualTo(false);
        assertThat(value("TRUE OR nothing = 1")).isEqualTo(true);
        assertThat(value("nothing = 1 OR TRUE")).isEqualTo(true);
    }

    @Test
    void anUnorderedDoubleIsTheGreatestAndEqualsItself() {
        List<Column> columns = List.of(new Column("x", DataType.DOUBLE), new Column("y", DataType.DOUBLE));
        Object[] row = {Double.NaN, 1.0};

        assertThat(DerivedExpression.compile("x = x AND x > y", columns).evaluate(row))
                .isEqualTo(true);
        assertThat(DerivedExpression.compile("GREATEST(x, y)", columns).evaluate(row))
                .isEqualTo(Double.NaN);
        assertThat(DerivedExpression.compile("x = y", columns).evaluate(new Object[] {0.0, -0.0}))
                .isEqualTo(true);
        assertThat(DerivedExpression.compile("CAST(x AS bigint)", columns).evaluate(row))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'' | 0 | Expected a value, not the end",
                "i + | 3 | Expected a value, not the end",
                "(i + 1 | 6 | Expected ), not the end",
                "i 7 | 2 | Expected the end, not 7",
                "i + s | 2 | + needs numbers, not int and string",
                "- s | 0 | - needs a number, not string",
                "s = 1 | 2 | = cannot compare string with int",
                "day = at | 4 | = cannot compare date with timestamp",
                "list = list | 5 | = cannot compare array<int> with array<int>",
                "i AND t | 0 | AND needs a condition, not int",
                "t OR 1 | 5 | OR needs a condition, not int",
                "NOT i | 4 | NOT needs a condition, not int",
                "IF(i, 1, 2) | 3 | A condition needs a condition, not int",
                "IF(t, 1, 'x') | 9 | Expected int as before, not string",
                "IF(t, 1) | 0 | IF needs 3 arguments, not 2",
                "LEAST(i) | 0 | LEAST needs 2 or more arguments, not 1",
                "COALESCE() | 0 | COALESCE needs 1 or more arguments, not 0",
                "LEAST(list, list) | 0 | LEAST and GREATEST need values that have an order, not array<int>",
                "CAST(s AS int) | 0 | CAST turns numbers into numbers, not string into int",
                "CAST(i AS string) | 10 | CAST is to int, bigint, double or decimal(p,s), not string",
                "CAST(i AS decimal(39,0)) | 10 | decimal(39,0) is no type: it has 1 to 38 digits",
                "user_click_7d + 1 | 0 | Unknown feature user_click_7d; did you mean user_clicks_7d?",
                "i + zzzzzzzz | 4 | Unknown feature zzzzzzzz",
                "sqrt(i) | 0 | A derived feature cannot call sqrt; it can use COALESCE, IF, LEAST, GREATEST, CASE,"
                        + " CAST",
                "reflect('a') | 0 | A derived feature cannot call reflect;",
                "i % 2 | 2 | A derived feature cannot hold %: it takes + - * /",
                "i; j | 1 | A derived feature cannot hold ;",
                "s = 'x\\y' | 4 | A string must end on the same line and hold no backslash",
                "s = 'x | 4 | A string must end",
                "CASE WHEN t THEN 1 | 18 | Expected END, not the end",
                "CASE END | 5 | Expected a value, not END",
                "THEN | 0 | Expected a value, not THEN",
                "1 = 1 = 1 | 6 | Expected the end, not =",
                "12abc | 0 | Cannot read the number 12abc",
                "NULL | 0 | The expression is always NULL and has no type: cast it",
            })
    void saysWhereAndWhatIsWrong(String text, int position, String message) {
        assertThatThrownBy(() -> DerivedExpression.compile(text.equals("''") ? "" : text, COLUMNS))
                .asInstanceOf(type(ExpressionException.class))
                .satisfies(e -> assertThat(e).hasMessageStartingWith(message))
                .extracting(ExpressionException::position)
                .isEqualTo(position);
    }

    @Test
    void namesWhatItUsesOnce() {
        String text = "CASE WHEN b > 1 THEN CAST(a AS double) / `c d` ELSE COALESCE(a, -b) END";

        assertThat(DerivedExpression.references(text)).containsExactly("b", "a", "c d");
        assertThat(DerivedExpression.compile("i + l * i", COLUMNS).references()).containsExactly("i", "l");
    }

    @Test
    void cannotExhaustTheStack() {
        assertThatThrownBy(() -> value("(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("longer than 1000 words");
        assertThatThrownBy(() -> value("(".repeat(300) + "1" + ")".repeat(300)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("nested more than 100 deep");
        assertThat(value("- ".repeat(900) + "i")).isEqualTo(7);
        assertThat(value("i" + " + 0".repeat(490))).isEqualTo(7);
    }
}
