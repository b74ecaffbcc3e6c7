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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableAndSummaryTest {
    private static final String ROWS_BETWEEN = "expect_table_row_count_to_be_between";
    private static final String UNIQUE = "expect_column_values_to_be_unique";
    private static final String COMPOUND = "expect_compound_columns_to_be_unique";
    private static final String GREATER = "expect_column_pair_values_a_to_be_greater_than_b";
    private static final String COLUMNS = "expect_table_columns_to_match_set";

    @Test
    void countsRows() {
        assertThat(judge(values("1, 2, 3"), ROWS_BETWEEN, "min_value", 3).observedValue())
                .isEqualTo(3L);
        assertThat(judge(values("1, 2, 3"), ROWS_BETWEEN, "min_value", 3, "strict_min", true)
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(values("1, 2, 3"), ROWS_BETWEEN, "max_value", 1, "row_condition", "x > 2")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(empty("INT"), ROWS_BETWEEN, "min_value", 0).status()).isEqualTo(Status.PASSED);
        assertThat(judge(values("1"), "expect_table_row_count_to_equal", "value", 1)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(values("1"), "expect_table_row_count_to_equal", "value", 2)
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void comparesColumnSets() {
        RuleOutcome more = judge(frame("b, a", "(1, 2)"), COLUMNS, "column_set", List.of("a", "c"));
        assertThat(more.status()).isEqualTo(Status.FAILED);
        assertThat(more.observedValue()).isEqualTo(List.of("a", "b"));
        assertThat(more.details())
                .isEqualTo(Map.of("mismatched", Map.of("unexpected", List.of("b"), "missing", List.of("c"))));
        assertThat(judge(frame("b, a", "(1, 2)"), COLUMNS, "column_set", List.of("a"))
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(frame("b, a", "(1, 2)"), COLUMNS, "column_set", List.of("a"), "exact_match", false)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(frame("b, a", "(1, 2)"), COLUMNS, "column_set", List.of("a", "b"))
                        .observedValue())
                .as("sorted, as Great Expectations reports them")
                .isEqualTo(List.of("a", "b"));
    }

    @Test
    void looksForAColumn() {
        String exists = "expect_column_to_exist";
        assertThat(judge(frame("b, a", "(1, 2)"), exists, "column", "a", "column_index", 1)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(frame("b, a", "(1, 2)"), exists, "column", "a", "column_index", 0)
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(frame("b, a", "(1, 2)"), exists, "column", "c").status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void sumsUpColumns() {
        assertThat(judge(values("1, 4, NULL"), "expect_column_min_to_be_between", "column", "x", "min_value", 1)
                        .observedValue())
                .isEqualTo(1L);
        assertThat(judge(
                                values("1, 4"),
                                "expect_column_max_to_be_between",
                                "column",
                                "x",
                                "max_value",
                                4,
                                "strict_max",
                                true)
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(values("1, 2, NULL"), "expect_column_mean_to_be_between", "column", "x", "max_value", 1.5)
                        .observedValue())
                .isEqualTo(1.5);
        assertThat(judge(
                                values("1, 2, 30"),
                                "expect_column_sum_to_be_between",
                                "column",
                                "x",
                                "row_condition",
                                "x < 10")
                        .observedValue())
                .isEqualTo(3L);
        assertThat(judge(
                                values("TIMESTAMP '2010-12-01 00:00:00Z'"),
                                "expect_column_max_to_be_between",
                                "column",
                                "x",
                                "max_value",
                                "2010-12-01")
                        .observedValue())
                .isEqualTo(Instant.parse("2010-12-01T00:00:00Z"));
    }

    @Test
    void addsWithoutWrapping() {
        RuleOutcome sum = judge(
                values("9223372036854775807, 9223372036854775807"),
                "expect_column_sum_to_be_between",
                "column",
                "x",
                "min_value",
                0);
        assertThat(sum.observedValue()).isEqualTo(new BigDecimal("18446744073709551614"));
        assertThat(sum.status()).isEqualTo(Status.PASSED);
    }

    @Test
    void failsOnNothingToSumUpAndOnNaN() {
        for (String name : List.of("min", "max", "mean", "sum")) {
            String type = "expect_column_" + name + "_to_be_between";
            RuleOutcome none = judge(empty("DOUBLE"), type, "column", "x", "min_value", 0);
            assertThat(none.status()).as(name).isEqualTo(Status.FAILED);
            assertThat(none.observedValue()).as(name).isNull();
            RuleOutcome nan = judge(values("CAST('NaN' AS DOUBLE)"), type, "column", "x");
            assertThat(nan.status()).as(name).isEqualTo(Status.FAILED);
        }
    }

    @Test
    void countsEveryRowOfARepeatedValue() {
        assertThat(judge(values("1, 1, 1, 2, NULL, NULL"), UNIQUE, "column", "x")
                        .counts())
                .isEqualTo(new Counts(6, 2L, 3));
        assertThat(judge(values("1, 1, 2, 3"), UNIQUE, "column", "x", "mostly", 0.5)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(values("CAST('NaN' AS DOUBLE), CAST('NaN' AS DOUBLE), 0.0D, -0.0D"), UNIQUE, "column", "x")
                        .unexpected())
                .isEqualTo(4);
    }

    @Test
    void ignoresRowsOfACompoundKeyAsAsked() {
        String rows = "(1, 'a'), (1, 'a'), (1, NULL), (1, NULL), (CAST(NULL AS INT), NULL), (NULL, NULL)";
        List<String> keys = List.of("k", "l");
        assertThat(judge(frame("k, l", rows), COMPOUND, "column_list", keys).counts())
                .isEqualTo(new Counts(6, 2L, 4));
        assertThat(judge(frame("k, l", rows), COMPOUND, "column_list", keys, "ignore_row_if", "any_value_is_missing")
                        .counts())
                .isEqualTo(new Counts(6, 4L, 2));
        assertThat(judge(frame("k, l", rows), COMPOUND, "column_list", keys, "ignore_row_if", "never")
                        .counts())
                .isEqualTo(new Counts(6, 0L, 6));
    }

    @Test
    void comparesPairsAndIgnoresRowsAsAsked() {
        String rows = "(2, 1), (1, 1), (NULL, 1), (CAST(NULL AS INT), NULL)";
        assertThat(judge(frame("a, b", rows), GREATER, "column_A", "a", "column_B", "b")
                        .counts())
                .isEqualTo(new Counts(4, 1L, 2));
        assertThat(judge(
                                frame("a, b", rows),
                                GREATER,
                                "column_A",
                                "a",
                                "column_B",
                                "b",
                                "or_equal",
                                true,
                                "ignore_row_if",
                                "either_value_is_missing")
                        .counts())
                .isEqualTo(new Counts(4, 2L, 0));
        assertThat(judge(frame("a, b", rows), GREATER, "column_A", "a", "column_B", "b", "ignore_row_if", "neither")
                        .counts())
                .isEqualTo(new Counts(4, 0L, 3));
        assertThat(judge(frame("a, b", "(CAST('NaN' AS DOUBLE), 1)"), GREATER, "column_A", "a", "column_B", "b")
                        .unexpected())
                .isZero();
    }

    @Test
    void countsDifferentValuesWithoutNull() {
        String type = "expect_column_unique_value_count_to_be_between";
        assertThat(judge(values("1, 1, 2, NULL"), type, "column", "x", "max_value", 2)
                        .observedValue())
                .isEqualTo(2L);
        assertThat(judge(values("1, 1, 2"), type, "column", "x", "min_value", 3).status())
                .isEqualTo(Status.FAILED);
        assertThat(judge(empty("INT"), type, "column", "x", "min_value", 0).observedValue())
                .isEqualTo(0L);
    }
}
