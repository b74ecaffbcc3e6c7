package io.sluice.activities.expression;

import io.sluice.activities.expression.rewrite.Bounds;
import io.sluice.activities.expression.rewrite.Regexes;
import io.sluice.activities.expression.rewrite.Trees;
import io.sluice.activities.expression.rewrite.Widening;
import io.sluice.definitions.expression.ExpressionException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * What an expression may consist of: classes whose value depends on nothing but their inputs, that cannot run other
 * code, and whose result is bounded by what goes in. Everything else is refused, whatever Spark adds. Source: contract
 * §2.
 */
final class AllowList {
    /** Functions by the name people type. The classes behind them are checked as well. */
    static final Set<String> FUNCTIONS = words("""
            abs ceil ceiling floor round bround sign signum sqrt cbrt exp ln log log10 log2 log1p pow power mod div
            greatest least coalesce nvl ifnull nullif if nvl2 isnull isnotnull isnan nanvl when equal_null
            negative positive try_add try_subtract try_multiply try_divide
            lower lcase upper ucase trim ltrim rtrim btrim length char_length character_length substr substring left right
            concat concat_ws contains startswith endswith like rlike regexp regexp_like regexp_extract regexp_replace
            replace translate instr locate position split_part split reverse initcap ascii bit_length octet_length
            md5 sha sha1 sha2 crc32 hex xxhash64 hash
            year month day dayofmonth dayofweek dayofyear weekday quarter weekofyear hour minute second
            extract date_part datepart date_trunc trunc last_day date_add dateadd date_sub datediff date_diff
            unix_date unix_seconds unix_millis unix_micros date_from_unix_date
            timestamp_millis timestamp_micros timestamp_seconds
            array named_struct struct element_at get size cardinality array_contains array_size array_min array_max
            get_json_object
            boolean int bigint double decimal string binary date timestamp
            """);

    /** Simple names in {@code org.apache.spark.sql.catalyst.expressions}. */
    private static final Set<String> CLASSES = words("""
            AttributeReference Literal Cast
            And Or Not EqualTo EqualNullSafe LessThan LessThanOrEqual GreaterThan GreaterThanOrEqual In InSet
            IsNull IsNotNull IsNaN NaNvl Coalesce If CaseWhen Greatest Least AtLeastNNonNulls
            Add Subtract Multiply Divide IntegralDivide Remainder UnaryMinus UnaryPositive Abs TryEval
            Ceil Floor Round BRound RoundCeil RoundFloor Signum Sqrt Cbrt Exp EulerNumber Log Logarithm Log10 Log2 Log1p Pow
            Lower Upper StringTrim StringTrimLeft StringTrimRight Length BitLength OctetLength Substring
            Concat ConcatWs Contains StartsWith EndsWith Like LikeAll LikeAny NotLikeAll NotLikeAny RLike
            RegExpExtract RegExpReplace StringReplace StringTranslate StringInstr StringLocate StringSplit StringSplitSQL
            Reverse InitCap Ascii Md5 Sha1 Sha2 Crc32 Hex XxHash64 Murmur3Hash
            Year Month DayOfMonth DayOfWeek DayOfYear WeekDay Quarter WeekOfYear Hour Minute Second SecondWithFraction
            TruncDate TruncTimestamp LastDay UnixDate UnixSeconds UnixMillis UnixMicros DateFromUnixDate
            SecondsToTimestamp MillisToTimestamp MicrosToTimestamp TimestampAdd TimestampDiff
            CreateArray CreateNamedStruct GetStructField GetArrayItem ElementAt Size ArrayContains ArrayMin ArrayMax
            GetJsonObject
            """);

    private static final String PACKAGE = "org.apache.spark.sql.catalyst.expressions.";

    private AllowList() {}

    /** Refuses the first part of an analysed and rewritten tree that is not allowed. */
    static void check(Expression expression, String text) {
        Class<?> type = expression.getClass();
        boolean named = type.getName().equals(PACKAGE + type.getSimpleName()) && CLASSES.contains(type.getSimpleName());
        boolean known = named || Bounds.isOne(expression) || Regexes.isOne(expression);
        if (!known || !expression.deterministic()) {
            throw refused(expression, text);
        }
        Trees.children(expression).forEach(child -> check(child, text));
        try {
            ExpressionTypes.model(Widening.widened(expression.dataType()));
        } catch (IllegalArgumentException wrong) {
            if (!expression.dataType().typeName().equals("void")) {
                throw new ExpressionException(String.valueOf(wrong.getMessage()), Trees.position(expression, text));
            }
        }
    }

    static ExpressionException refused(Expression expression, String text) {
        return new ExpressionException(
                expression.prettyName() + " is not allowed in a definition: expressions are deterministic and scalar,"
                        + " from the functions that infra/docs/expressions.md lists",
                Trees.position(expression, text));
    }

    private static Set<String> words(String list) {
        return Stream.of(list.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
