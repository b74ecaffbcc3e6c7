package io.sluice.quality.anomaly;

import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.testing.Audits;
import io.sluice.quality.testing.TestingSurroundings;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class AnomalyTest {
    private static final String CHANGE = "expect_metric_change_to_be_between";
    private static final String SCORE = "expect_metric_robust_z_score_to_be_less_than";
    private static final MetricName ROWS = new MetricName("gate", "rows", null);

    @Test
    void comparesRowsWithTheMedianOfEarlierPartitions() {
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 9_999, 100, 90, 110, 100, 100, 5, 100);
        assertThat(change(past, 50)).isEqualTo(Status.PASSED);
        assertThat(change(past, 49)).isEqualTo(Status.FAILED);
        assertThat(change(past, 200)).isEqualTo(Status.PASSED);
        assertThat(change(past, 201)).isEqualTo(Status.FAILED);
    }

    @Test
    void takesOnlyTheLastPartitions() {
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 1, 1, 1, 1, 10, 10, 10);
        RuleOutcome last = past.judge(rows(10), CHANGE, "min_value", 0, "max_value", 0, "last", 3);
        assertThat(last.status()).as(last.observed()).isEqualTo(Status.PASSED);
        RuleOutcome all = past.judge(rows(10), CHANGE, "min_value", 0, "max_value", 0, "last", 7);
        assertThat(all.status()).isEqualTo(Status.FAILED);
        assertThat(all.details()).containsEntry("baseline", 1.0).containsEntry("change", 9.0);
        assertThat(all.observedValue()).as("the metric itself is the history").isEqualTo(10.0);
    }

    @Test
    void scoresByTheMedianAbsoluteDeviation() {
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 98, 99, 100, 100, 101, 102, 500);
        RuleOutcome near = past.judge(rows(105), SCORE);
        assertThat(near.status()).as(near.observed()).isEqualTo(Status.PASSED);
        assertThat((Double) near.details().get("robust_z_score"))
                .isEqualTo(5 / 1.4826, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(past.judge(rows(106), SCORE).status()).isEqualTo(Status.FAILED);
        assertThat(past.judge(rows(94), SCORE).status()).isEqualTo(Status.FAILED);
        assertThat(past.judge(rows(94), SCORE, "threshold", 5).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void letsAMetricThatNeverMovedMoveALittle() {
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 100, 100, 100, 100, 100, 100, 100);
        assertThat(past.judge(rows(103), SCORE).status()).isEqualTo(Status.PASSED);
        assertThat(past.judge(rows(104), SCORE).status()).isEqualTo(Status.FAILED);
        assertThat(past.judge(rows(101), SCORE, "min_spread", 0).status()).isEqualTo(Status.FAILED);
        assertThat(past.judge(rows(100), SCORE, "min_spread", 0).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void passesWithANoteWhileTheHistoryIsShortUnlessItShallBeUnknown() {
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 100, 100);
        RuleOutcome note = past.judge(rows(1), CHANGE, "min_value", 0);
        assertThat(note.status()).isEqualTo(Status.PASSED);
        assertThat(note.observed()).contains("2 earlier certified partitions").contains("3 are needed");
        assertThat(past.judge(rows(1), CHANGE, "min_value", 0, "min_history", 2).status())
                .isEqualTo(Status.FAILED);
        assertThat(past.judge(rows(1), CHANGE, "min_value", 0, "on_short_history", "unknown")
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void watchesColumnsByTheirOwnHistory() {
        Dataset<Row> data = frame("x, s", "(1, 'a'), (2, NULL), (6, 'a')");
        Object[][] metrics = {
            {"null_share", "s", 1.0 / 3},
            {"mean", "x", 3.0},
            {"sum", "x", 9.0},
            {"min", "x", 1.0},
            {"max", "x", 6.0},
            {"distinct_count", "s", 1.0},
            {"stdev", "x", Math.sqrt(7)}
        };
        for (Object[] metric : metrics) {
            MetricName own = new MetricName("rule", "observed", (String) metric[1]);
            double value = (Double) metric[2];
            TestingSurroundings past = new TestingSurroundings().past(own, value, value, value);
            RuleOutcome same = past.judge(
                    data, CHANGE, "metric", metric[0], "column", metric[1], "min_value", -1e-9, "max_value", 1e-9);
            assertThat(same.status()).as("%s: %s", metric[0], same.observed()).isEqualTo(Status.PASSED);
            assertThat((Double) same.observedValue()).isEqualTo(value, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void failsWithoutValuesAndOnAChangeFromNothing() {
        assertThat(new TestingSurroundings()
                        .judge(empty("INT"), CHANGE, "metric", "mean", "column", "x", "min_value", 0)
                        .status())
                .isEqualTo(Status.FAILED);
        TestingSurroundings past = new TestingSurroundings().past(ROWS, 0, 0, 0);
        assertThat(past.judge(values("1"), CHANGE, "max_value", 1000).status()).isEqualTo(Status.FAILED);
        assertThat(past.judge(empty("INT"), CHANGE, "max_value", 0).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void refusesColumnsThatDoNotFit() {
        List<Column> schema = List.of(new Column("s", DataType.STRING));
        assertThat(problems(schema, "metric", "mean", "column", "s")).contains("which is not a number");
        assertThat(problems(schema, "metric", "mean")).contains("needs a column");
        assertThat(problems(schema, "column", "s")).contains("is not about a column");
        assertThat(problems(schema, "last", 0)).contains("last must be at least 1");
    }

    private static String problems(List<Column> schema, Object... pairs) {
        return String.join("; ", ExpectationCatalogue.check(Audits.expectation(SCORE, pairs), schema));
    }

    private static Status change(TestingSurroundings past, int rows) {
        return past.judge(rows(rows), CHANGE, "min_value", -0.5, "max_value", 1).status();
    }

    private static Dataset<Row> rows(int rows) {
        return SPARK.range(rows).toDF("x");
    }
}
