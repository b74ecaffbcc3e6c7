package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.rewrite.Regexes;
import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.RegExpExtract;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.expressions.StringSplit;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches give what Spark's give, and NULL where Spark's would not come back. */
final class RegexesTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("s", DataType.STRING), new Column("p", DataType.STRING));
    private static final Map<String, CompiledExpression> COMPILED = new HashMap<>();
    private static final List<String> TEXTS =
            List.of("", "a", "aXbXc", "a\nb", "x12y345", "\u0130\ud83d\ude00\u00df", "a.b..c", "%_\\", "aaa");
    private static final List<String> PATTERNS = List.of(
            "",
            "a",
            "X",
            "(\\d)(\\d*)",
            "^a|c$",
            ".",
            "\\.",
            "(a)?(b)?",
            "[",
            "%",
            "_%",
            "a%\\%",
            "\\",
            "(?s)a.b",
            "\ud83d\ude00");

    @Test
    void giveWhatSparksGive() {
        for (String text : TEXTS) {
            for (String pattern : PATTERNS) {
                UTF8String s = UTF8String.fromString(text);
                UTF8String p = UTF8String.fromString(pattern);
                same(() -> Regexes.find(s, p), new RLike(literal(s), literal(p)));
                same(() -> Regexes.like(s, p, '\\'), new Like(literal(s), literal(p), '\\'));
                for (int n = 0; n < 4; n++) {
                    int number = n;
                    same(() -> Regexes.extract(s, p, number), new RegExpExtract(literal(s), literal(p), literal(n)));
                    same(
                            () -> Regexes.split(s, p, number - 1),
                            new StringSplit(literal(s), literal(p), literal(n - 1)));
                    UTF8String with = UTF8String.fromString(n == 0 ? "$1-" : n == 1 ? "\\$" : "z");
                    same(
                            () -> Regexes.replace(s, p, with, number + 1),
                            new RegExpReplace(literal(s), literal(p), literal(with), literal(n + 1)));
                }
            }
        }
    }

    private static Literal literal(Object value) {
        return Literal.create(value, value instanceof Integer ? DataTypes.IntegerType : DataTypes.StringType);
    }

    /** What fails in one fails in the other: around both is a TRY. */
    private static void same(Supplier<@Nullable Object> ours, Expression sparks) {
        assertThat(orFailed(ours)).as(sparks.toString()).isEqualTo(orFailed(() -> sparks.eval(null)));
    }

    private static @Nullable Object orFailed(Supplier<@Nullable Object> value) {
        try {
            return value.get();
        } catch (RuntimeException failed) {
            return "failed";
        } catch (Exception failed) { // Spark throws what it does not declare
            return "failed";
        }
    }

    @Test
    void areNullForTextsThatTheyWouldNotEndOn() {
        String deep = "ab".repeat(200_000);
        String endless = "a".repeat(100) + "!";
        for (String[] each : new String[][] {
            {"regexp_like(s, p)", deep, "(a|b)*c"},
            {"s rlike p", endless, "^(a+?)+?$"},
            {"s rlike p", endless, ".*.*.*.*.*.*="},
            {"regexp_replace(s, p, 'x')", endless, "^(a|a)*?$"},
            {"split(s, p)", endless, "^(a|aa)+?$"},
            {"s like '%a%a%a%a%a%a%a%a%b'", endless, ""},
            {"s like p", endless, "%a%a%a%a%a%a%a%a%b"},
            {"s like any ('%a%a%a%a%a%a%a%a%b', 'zz')", endless, ""},
            {"s not like all ('zz', '%a%a%a%a%a%a%a%a%b')", endless, ""}
        }) {
            assertThat(bothForms(each[0], each[1], each[2])).as(each[0]).isNull();
            assertThat(bothForms(each[0], "aab", "a+")).as(each[0]).isNotNull();
        }
    }

    @Test
    void severalPatternsAreEachOfThem() {
        String[][] each = {
            {"s like any ('a%', 'b%', '%x%y%z')", "true null false"},
            {"s like all ('a%', '%b', '%b%b%')", "false null false"},
            {"s not like any ('a%', 'b%', '%x%y%z')", "true null true"},
            {"s not like all ('a%', 'b%', '%x%y%z')", "false null true"},
            {"s like any ('a%', null)", "true null null"},
            {"s not like all ('a%', null)", "false null null"}
        };
        for (String[] expected : each) {
            List<String> values = new ArrayList<>();
            for (@Nullable String text : new @Nullable String[] {"ab", null, "c"}) {
                values.add(String.valueOf(compiled(expected[0]).evaluate(new @Nullable Object[] {text, ""})));
            }
            assertThat(String.join(" ", values)).as(expected[0]).isEqualTo(expected[1]);
        }
    }

    /** How much an ordinary thread's stack holds depends on what was compiled by then; the value does not. */
    @Test
    void areFoundInTextsThatAnOrdinaryStackIsTooSmallFor() {
        String text = "ab".repeat(10_000);
        assertThat(bothForms("s rlike p", text, "^(a|b)*$")).isEqualTo(true);
        assertThat(bothForms("s rlike p", text, "^(a|b)*c")).isEqualTo(false);
        assertThat(bothForms("regexp_extract(s, '^(a|b)*$', 1)", text, "")).isEqualTo("b");
        assertThat(bothForms("regexp_replace(s, '(a|b)*$', 'x')", text, "")).isEqualTo("xx");
        assertThat(bothForms("split(s, '(a|b)*c')", text, "")).isEqualTo(List.of(text));
    }

    /** By generated code and interpreted. */
    private static @Nullable Object bothForms(String text, String... row) {
        Object generated = compiled(text).evaluate(row);
        Object[] catalyst = {UTF8String.fromString(row[0]), UTF8String.fromString(row[1])};
        Object interpreted =
                bound(new ExpressionAnalyzer().analyze(text, COLUMNS)).eval(new GenericInternalRow(catalyst));
        assertThat(interpreted == null).as(text).isEqualTo(generated == null);
        return generated;
    }

    /** Each text is compiled once. */
    private static CompiledExpression compiled(String text) {
        return COMPILED.computeIfAbsent(text, any -> new CatalystExpressionCompiler().compile(any, COLUMNS));
    }

    private static Expression bound(Expression expression) {
        if (expression instanceof AttributeReference attribute) {
            return new BoundReference(attribute.name().equals("s") ? 0 : 1, DataTypes.StringType, true);
        }
        return expression.withNewChildren(Trees.seq(
                Trees.children(expression).stream().map(RegexesTest::bound).toList()));
    }
}
