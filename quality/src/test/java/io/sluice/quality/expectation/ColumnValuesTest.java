package io.sluice.quality.expectation;

import static io.sluice.quality.testing.Audits.judge;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnValuesTest {
    private static final String BETWEEN = "expect_column_values_to_be_between";
    private static final String NOT_NULL = "expect_column_values_to_not_be_null";
    private static final String IN_SET = "expect_column_values_to_be_in_set";
    private static final String REGEX = "expect_column_values_to_match_regex";
    private static final String LENGTHS = "expect_column_value_lengths_to_be_between";

    @Test
    void countsNullsAsFailingOnlyWhereNullItselfIsAskedFor() {
        RuleOutcome notNull = judge(values("1, NULL, 3, NULL"), NOT_NULL, "column", "x");
        assertThat(notNull.status()).isEqualTo(Status.FAILED);
        assertThat(notNull.counts()).isEqualTo(new Counts(4, null, 2));
        assertThat(notNull.counts().unexpectedPercent()).isEqualTo(50.0);
        assertThat(judge(values("1, 2"), NOT_NULL, "column", "x").status()).isEqualTo(Status.PASSED);
        RuleOutcome isNull = judge(values("1, NULL"), "expect_column_values_to_be_null", "column", "x");
        assertThat(isNull.counts()).isEqualTo(new Counts(2, null, 1));
        assertThat(judge(values("1, NULL"), BETWEEN, "column", "x", "min_value", 1)
                        .counts())
                .isEqualTo(new Counts(2, 1L, 0));
    }

    @Test
    void takesMostlyAtItsEdge() {
        assertThat(judge(values("1, 2, 3, NULL"), NOT_NULL, "column", "x", "mostly", 0.75)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(values("1, 2, 3, NULL"), NOT_NULL, "column", "x", "mostly", 0.76)
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(values("1, 9, NULL, NULL"), BETWEEN, "column", "x", "max_value", 5, "mostly", 0.5)
                        .status())
                .as("a share of what is not null")
                .isEqualTo(Status.PASSED);
        assertThat(judge(values("9"), BETWEEN, "column", "x", "max_value", 5, "mostly", 0)
                        .status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void passesOnNoRowsAndOnNothingButNulls() {
        for (RuleOutcome rule : List.of(
                judge(empty("INT"), NOT_NULL, "column", "x"),
                judge(empty("INT"), BETWEEN, "column", "x", "min_value", 0),
                judge(empty("STRING"), REGEX, "column", "x", "regex", "a"),
                judge(empty("INT"), "expect_column_values_to_be_unique", "column", "x"))) {
            assertThat(rule.status()).isEqualTo(Status.PASSED);
            assertThat(rule.elements()).isZero();
            assertThat(rule.counts().unexpectedPercent()).isNull();
        }
        RuleOutcome nulls = judge(values("CAST(NULL AS INT), NULL"), BETWEEN, "column", "x", "min_value", 0);
        assertThat(nulls.status()).isEqualTo(Status.PASSED);
        assertThat(nulls.counts()).isEqualTo(new Counts(2, 2L, 0));
        assertThat(nulls.counts().missingPercent()).isEqualTo(100.0);
    }

    @Test
    void keepsBoundsOpenOnlyWhenStrict() {
        assertThat(judge(values("1, 5"), BETWEEN, "column", "x", "min_value", 1, "max_value", 5)
                        .unexpected())
                .isZero();
        assertThat(judge(values("1, 3, 5"), BETWEEN, "column", "x", "min_value", 1, "max_value", 5, "strict_min", true)
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("1, 3, 5"), BETWEEN, "column", "x", "min_value", 1, "max_value", 5, "strict_max", true)
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("1, 2, 3"), BETWEEN, "column", "x", "max_value", 2.5)
                        .unexpected())
                .as("a fraction as a bound of whole numbers")
                .isEqualTo(1);
    }

    @Test
    void looksOnlyAtTheRowsOfTheCondition() {
        RuleOutcome rule = judge(
                frame("x, kind", "(1, 'a'), (-1, 'a'), (-2, 'b'), (-3, NULL)"),
                BETWEEN,
                "column",
                "x",
                "min_value",
                0,
                "row_condition",
                "kind = 'a' -- only these");
        assertThat(rule.counts()).isEqualTo(new Counts(2, 0L, 1));
        assertThat(judge(
                                values("1, 1, 2"),
                                "expect_column_values_to_be_unique",
                                "column",
                                "x",
                                "row_condition",
                                "x > 1")
                        .counts())
                .isEqualTo(new Counts(1, 0L, 0));
    }

    @Test
    void takesNaNForTheGreatestNumberAsSparkDoes() {
        String numbers = "1D, CAST('NaN' AS DOUBLE), CAST('Infinity' AS DOUBLE)";
        assertThat(judge(values(numbers), BETWEEN, "column", "x", "min_value", 0)
                        .counts())
                .isEqualTo(new Counts(3, 0L, 0));
        assertThat(judge(values(numbers), BETWEEN, "column", "x", "max_value", 10)
                        .counts())
                .isEqualTo(new Counts(3, 0L, 2));
        assertThat(judge(values(numbers), NOT_NULL, "column", "x").unexpected()).isZero();
    }

    @Test
    void comparesDecimalsDatesInstantsAndTextsInTheirOwnType() {
        assertThat(judge(values("0.10BD, 0.11BD"), BETWEEN, "column", "x", "max_value", new BigDecimal("0.10"))
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("12345678901234567890123.4BD"), BETWEEN, "column", "x", "max_value", 1e300)
                        .unexpected())
                .isZero();
        assertThat(judge(
                                values("DATE '2010-12-01', DATE '2010-12-02'"),
                                BETWEEN,
                                "column",
                                "x",
                                "max_value",
                                "2010-12-01")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(
                                values("TIMESTAMP '2010-12-01 04:59:59Z', TIMESTAMP '2010-12-01 05:00:00Z'"),
                                BETWEEN,
                                "column",
                                "x",
                                "min_value",
                                "2010-12-01T06:00:00+01:00")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("'a', 'b'"), BETWEEN, "column", "x", "min_value", "b")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(
                                values("9223372036854775807, -9223372036854775808"),
                                BETWEEN,
                                "column",
                                "x",
                                "min_value",
                                Long.MIN_VALUE,
                                "max_value",
                                Long.MAX_VALUE,
                                "strict_max",
                                true)
                        .unexpected())
                .isEqualTo(1);
    }

    @Test
    void findsQuotesAndBackslashesInSets() {
        String texts = "r'a\\b', \"it's\", 'say \"hi\"', 'plain', 'x`y', '100%', 'a\\nb'";
        List<String> set = List.of("a\\b", "it's", "say \"hi\"", "x`y", "100%", "a\nb");
        assertThat(judge(values(texts), IN_SET, "column", "x", "value_set", set).counts())
                .isEqualTo(new Counts(7, 0L, 1));
        assertThat(judge(values(texts), "expect_column_values_to_not_be_in_set", "column", "x", "value_set", set)
                        .counts())
                .isEqualTo(new Counts(7, 0L, 6));
        assertThat(judge(values("1, 2, NULL"), IN_SET, "column", "x", "value_set", List.of())
                        .counts())
                .isEqualTo(new Counts(3, 1L, 2));
        assertThat(judge(values("true, false"), IN_SET, "column", "x", "value_set", List.of(true))
                        .unexpected())
                .isEqualTo(1);
    }

    @Test
    void findsARegularExpressionAnywhereUnlessAnchored() {
        assertThat(judge(values("'abc', 'xbx', 'c', NULL"), REGEX, "column", "x", "regex", "b")
                        .counts())
                .isEqualTo(new Counts(4, 1L, 1));
        assertThat(judge(values("'C123456', '123456', '12345'"), REGEX, "column", "x", "regex", "^C?\\d{6}$")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("r'a\\b', 'a/b'"), REGEX, "column", "x", "regex", "\\\\")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("'abc', 'c'"), "expect_column_values_to_not_match_regex", "column", "x", "regex", "b")
                        .unexpected())
                .isEqualTo(1);
        assertThat(judge(values("12, 345"), REGEX, "column", "x", "regex", "^..$")
                        .unexpected())
                .isEqualTo(1);
    }

    @Test
    void measuresLengthsInCharacters() {
        assertThat(judge(values("'', 'é', '😀😀', 'abc', NULL"), LENGTHS, "column", "x", "min_value", 1, "max_value", 2)
                        .counts())
                .isEqualTo(new Counts(5, 1L, 2));
        assertThat(judge(values("'a', 'ab'"), LENGTHS, "column", "x", "max_value", 2, "strict_max", true)
                        .unexpected())
                .isEqualTo(1);
    }

    @Test
    void answersTypesFromTheSchema() {
        String type = "expect_column_values_to_be_of_type";
        RuleOutcome spark = judge(values("1"), type, "column", "x", "type_", "IntegerType");
        assertThat(spark.status()).isEqualTo(Status.PASSED);
        assertThat(spark.observedValue()).isEqualTo("IntegerType");
        assertThat(judge(values("1"), type, "column", "x", "type_", "LongType").status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(values("1.5BD"), type, "column", "x", "type_", "decimal(2, 1)")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(values("1.5BD"), type, "column", "x", "type_", "decimal(3,1)")
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(values("1L"), type, "column", "x", "type_", "int64").status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void quotesTheNamesOfColumns() {
        assertThat(judge(frame("`a.b``c d`", "(1), (NULL)"), NOT_NULL, "column", "a.b`c d")
                        .unexpected())
                .isEqualTo(1);
    }
}
