package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestamp;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InputFileName;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Rand;
import org.apache.spark.sql.catalyst.expressions.StringRepeat;
import org.apache.spark.sql.catalyst.expressions.Uuid;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

final class AllowListTest {
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final List<Column> COLUMNS = List.of(
            new Column("event_type", DataType.STRING),
            new Column("amount", DataType.DOUBLE),
            new Column("is_bot", DataType.BOOLEAN),
            new Column("tags", DataType.array(DataType.STRING)),
            new Column("event_time", DataType.TIMESTAMP));

    private static ExpressionException refusal(String text) {
        return catchThrowableOfType(ExpressionException.class, () -> COMPILER.compile(text, COLUMNS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reflect('java.lang.Runtime', 'getRuntime')",
                "java_method('java.lang.System', 'exit', 1)",
                "REFLECT('java.lang.System', 'nanoTime')",
                "`reflect`('java.lang.System', 'nanoTime')",
                "system.builtin.reflect('java.lang.System', 'nanoTime')",
                "builtin.reflect('java.lang.System', 'nanoTime')",
                "session.reflect('a', 'b')",
                "identifier('reflect')('java.lang.System', 'nanoTime')",
                "identifier('ref' || 'lect')('java.lang.System', 'nanoTime')",
                "upper(reflect('java.lang.System', 'nanoTime'))",
                "case when is_bot then reflect('java.lang.System', 'nanoTime') end",
                "coalesce(NULL, /* hidden */ reflect('java.lang.System', 'nanoTime'))",
                "reflect /* */ ('java.lang.System', 'nanoTime')",
                "transform(tags, x -> reflect('java.lang.System', 'nanoTime'))",
                "filter(tags, x -> x = 'a')",
                "aggregate(tags, 0, (a, b) -> a)",
                "rand()",
                "rand(1)",
                "randn()",
                "random()",
                "uuid()",
                "shuffle(tags)",
                "monotonically_increasing_id()",
                "spark_partition_id()",
                "input_file_name()",
                "input_file_block_start()",
                "current_date",
                "current_date()",
                "CURRENT_TIMESTAMP",
                "current_timestamp()",
                "now()",
                "localtimestamp",
                "curdate()",
                "current_user",
                "current_user()",
                "user()",
                "user",
                "session_user",
                "current_database()",
                "current_catalog()",
                "current_timezone()",
                "version()",
                "unix_timestamp()",
                "timestamp 'now'",
                "date 'today'",
                "TIMESTAMP /* x */ 'NOW'",
                "timestamp ' now '",
                "timestamp 'n\\u006fw'",
                "date \"tomorrow\"",
                "timestamp r'now'",
                "timestamp_ntz 'now'",
                "timestamp_ltz 'now'",
                "timestamp 'epoch'",
                "cast('now' as timestamp)",
                "cast(' TODAY ' as date)",
                "cast(concat('no', 'w') as timestamp)",
                "timestamp('now')",
                "date('yesterday')",
                "event_time > 'now'",
                "try_cast('now' as timestamp)",
                "'now'::timestamp",
                "(select 1)",
                "exists(select 1)",
                "amount in (select 1)",
                "scalar(select 1)",
                "sum(amount)",
                "count(*)",
                "count(1)",
                "max(amount)",
                "first(amount)",
                "any_value(amount)",
                "percentile(amount, 0.5)",
                "collect_list(amount)",
                "approx_count_distinct(amount)",
                "row_number() over (order by amount)",
                "sum(amount) over ()",
                "lag(amount) over (order by amount)",
                "explode(tags)",
                "posexplode(tags)",
                "inline(array(struct(1)))",
                "stack(1, 2)",
                "json_tuple('a', 'b')",
                "event_type click",
                "event_type as x",
                "1 x",
                "upper(event_type as y)",
                "struct(amount as a)",
                "*",
                "struct(*)",
                "event_type.*",
                "raise_error('x')",
                "assert_true(is_bot)",
                "java_method()",
                "aes_decrypt('a', 'b')",
                "repeat('x', 1000000000)",
                "space(1000000000)",
                "lpad('x', 1000000000)",
                "sequence(1, 1000000000)",
                "array_repeat('x', 1000000000)",
                "format_string('%s', amount)",
                "from_json('{}', 'a int')",
                "schema_of_json('{}')",
                "xpath('<a/>', 'a')",
                "parse_url('http://a', 'HOST')",
                "interval 1 day",
                "event_time + interval 1 day",
                "make_interval(1)",
                "map('a', 1)",
                "cast(amount as timestamp)",
                "cast(1 as timestamp)",
                "cast(is_bot as date)",
                ":parameter",
                "?",
                "percentile_cont(0.5) within group (order by amount)",
                "upper(distinct event_type)",
                "upper(event_type) filter (where is_bot)",
                "event_type; drop table x",
                "1 where 1 = 1",
                "1, 2",
                "select 1",
                "",
                " ",
                "(1",
                "'open",
                "NULL",
                "array()",
                "timestamp_ntz '2020-01-01 00:00:00'",
                "is_variant(1)",
                "ai_query('x')",
                "typeof(amount)",
                "window(event_time, '1 day')",
                "to_timestamp('now')",
                "to_date('now')",
                "from_unixtime(0)",
                "date_format(event_time, 'y')",
                "make_timestamp(2020, 1, 1, 1, 1, 1, 'Europe/Rome')",
                "from_utc_timestamp(event_time, 'Asia/Tokyo')",
                "event_type collate x",
                "_metadata",
                "__is_duplicate",
                "cast(event_type as varchar(2))",
                "cast(event_type as char (2))",
                "upper(event_type::varchar(3))",
                "named_struct('a', 1, 'A', 2)",
                "getbit(1, 0)",
                "pmod(1, 2)"
            })
    void refuses(String text) {
        assertThat(refusal(text)).as(text).isNotNull();
        assertThat(refusal(text).getMessage()).as(text).isNotBlank().doesNotContain("\n");
    }

    /** The second line of defence: were a name let through, its class would still be refused. */
    @Test
    void refusesClassesWhateverTheirName() {
        Literal text = Literal.create("java.lang.System", DataTypes.StringType);
        List<Expression> forbidden = List.of(
                new CallMethodViaReflection(Trees.seq(List.of(text, text))),
                new Rand(Literal.create(1L, DataTypes.LongType)),
                new Uuid(Option.apply(1L)),
                new CurrentTimestamp(),
                new CurrentDate(Option.apply("UTC")),
                new InputFileName(),
                new StringRepeat(text, Literal.create(1_000_000_000, DataTypes.IntegerType)));
        for (Expression expression : forbidden) {
            Expression hidden = new Coalesce(Trees.seq(List.of(text, expression)));
            assertThat(catchThrowableOfType(ExpressionException.class, () -> AllowList.check(expression, "")))
                    .as(expression.toString())
                    .hasMessageContaining("is not allowed in a definition");
            assertThat(catchThrowableOfType(ExpressionException.class, () -> AllowList.check(hidden, "")))
                    .as(hidden.toString())
                    .hasMessageContaining("is not allowed in a definition");
        }
    }

    @Test
    void saysWhatAndWhere() {
        assertSentence("amont > 3", "there is no column amont; did you mean amount?", 0);
        assertSentence("amount > 3 and evnt_type = 'x'", "there is no column evnt_type; did you mean event_type?", 15);
        assertSentence(
                "1 +\n  uper(event_type)", "the function uper is unknown or not allowed; did you mean upper?", 6);
        assertSentence("event_type click", "unexpected click after the expression", 11);
        assertSentence("amount > 1 and", "unexpected and after the expression", 11);
        assertSentence(
                "current_timestamp > event_time",
                "current_timestamp is not allowed in a definition, because it depends on when and by whom it is run",
                0);
        assertSentence(
                "event_type = '\ud83d\ude00' and amont > 1", "there is no column amont; did you mean amount?", 22);
        assertSentence("amount +", "this is not an expression: Syntax error at or near end of input", 8);
        assertSentence(
                "is_bot + 1",
                "Cannot resolve \"(is_bot + 1)\" due to data type mismatch: the left and right operands of the binary"
                        + " operator have incompatible types (\"BOOLEAN\" and \"INT\")",
                0);
        assertSentence("amount in (select 1)", "a subquery is not allowed in a definition", 7);
        assertSentence(
                "hour(cast(amount as timestamp))",
                "a double cannot be cast to timestamp; write timestamp_millis(...) or timestamp_seconds(...)",
                5);
    }

    /** Spark throws here what is no AnalysisException; it must not end the reading of a whole project. */
    @Test
    void numbersWithTooManyDigitsAreErrorsOfTheirExpression() {
        String digits = "9".repeat(41);
        assertThat(refusal(digits)).hasMessageContaining("cannot be read").hasMessageContaining("38");
        assertThat(refusal("cast(event_type as decimal(50,2)) > 1")).hasMessageContaining("38");
        assertThat(refusal("cast(event_type as decimal(50,2)) > 1").position()).isEqualTo(19);
        assertThat(refusal(
                                "event_type <> 'decimal(60)' and\n  cast(amount as decimal(5,2)) > cast(amount as DEC (3,4))")
                        .position())
                .isEqualTo(80);
    }

    @Test
    void whatCanNeverWorkIsRefused() {
        assertThat(refusal("amount > 1 and event_type rlike '['"))
                .hasMessageStartingWith("the pattern [ is not valid: Unclosed character class");
        assertThat(refusal("amount > 1 and event_type rlike '['").position()).isEqualTo(32);
        for (String text : List.of(
                "split(event_type, '[')",
                "regexp_extract(event_type, '(', 1)",
                "regexp_replace(event_type, concat('(', '?'), '')",
                "event_type like '%\\\\'",
                "event_type like 'a\\\\bc'",
                "event_type like all ('%\\\\', 'b')")) {
            assertThat(refusal(text)).as(text).hasMessageContaining("is not valid");
        }
        assertSentence(
                "amount > 1 and event_type rlike '^(a|a)*$'",
                "the pattern ^(a|a)*$ may explode: (a|a)* can match the same text in very many"
                        + " ways; write it so that each text matches in one way",
                32);
        assertThat(refusal("split(event_type, concat('(a', '+)+'))")).hasMessageContaining("(a+)+ can match");
        assertSentence("amount > 1e18d", "a double is less than 10^18 in size, and 1.0E18D is not", 9);
        assertSentence(
                "amount < 1000000000000000000000",
                "a double is less than 10^18 in size, and 1000000000000000000000BD is not",
                9);
        assertThat(refusal("round(amount, 2000000000)")).hasMessageContaining("-38 to 38 decimal places");
        assertThat(refusal("cast(tags as array<double>)")).hasMessageContaining("one by one");
    }

    private static void assertSentence(String text, String message, int position) {
        ExpressionException refusal = refusal(text);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.position()).isEqualTo(position);
    }

    @Test
    void survivesDeepNesting() {
        assertThat(refusal("(".repeat(3000) + "1" + ")".repeat(3000))).isNotNull();
        assertThat(refusal("1" + " + 1".repeat(2400))).isNotNull();
        assertThat(refusal("'" + "x".repeat(20_000) + "'")).isNotNull();
    }
}
