package io.sluice.quality.deequ;

import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.constraints.Constraint;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Status;
import io.sluice.quality.testing.Audits;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;
import scala.util.matching.Regex;

/**
 * Where Deequ's own checks say something else than the expectation of the same meaning: each is asked on the same rows. The
 * documentation lists them; {@code -Dsluice.write=docs} writes that list anew.
 */
final class DeequDifferencesTest {
    private static final Path PAGE = Path.of("../infra/docs/expectations.md");
    private static final String START = "<!-- deequ -->\n";
    private static final String END = "<!-- end of deequ -->";
    private static final Option<String> NONE = Option.empty();

    /**
     * One of them.
     *
     * @param theirs what Deequ's check ends with
     * @param ours what the audit ends with, and the expectation
     */
    private record Difference(String about, String why, String check, String theirs, String type, String ours) {
        String line() {
            return "| %s | `%s` %s | `%s` %s | %s |\n".formatted(about, check, theirs, type, ours, why);
        }
    }

    @Test
    void theListIsWhatBothSay() throws IOException {
        StringBuilder table = new StringBuilder("| data | Deequ | Sluice | why |\n|---|---|---|---|\n");
        for (Difference difference : differences()) {
            assertThat(difference.theirs()).as(difference.about()).isNotEqualTo(difference.ours());
            table.append(difference.line());
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        if ("docs".equals(System.getProperty("sluice.write"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table.toString());
        }
    }

    private static List<Difference> differences() {
        List<Difference> found = new ArrayList<>();
        found.add(difference(
                "1, -1, and eight nulls; at least 80 % of values must not be negative",
                "Deequ takes null for a value that fits and counts it; here a share is of values that are not null",
                values("1, -1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
                "isNonNegative",
                check -> check.isNonNegative("x", where(Within.atLeast(0.8)), NONE),
                "expect_column_values_to_be_between",
                "column",
                "x",
                "min_value",
                0,
                "mostly",
                0.8));
        found.add(difference(
                "'a' and null; every value must match `a`",
                "for Deequ null is a text that does not match; here nulls are passed over, which `expect_column_values_to_not_be_null` judges",
                values("'a', NULL"),
                "hasPattern",
                check -> pattern(check, "a"),
                "expect_column_values_to_match_regex",
                "column",
                "x",
                "regex",
                "a"));
        found.add(difference(
                "'b'; every value must match `a*`",
                "Deequ takes a match of no characters for none; Python finds one",
                values("'b'"),
                "hasPattern",
                check -> pattern(check, "a*"),
                "expect_column_values_to_match_regex",
                "column",
                "x",
                "regex",
                "a*"));
        found.add(difference(
                "no rows; no value may be null",
                "Deequ cannot compute a share of no rows and fails; here no value is null, and whether there may be no rows is a rule of its own (`not_empty`)",
                empty("int"),
                "isComplete",
                check -> check.isComplete("x", NONE, Option.empty()),
                "expect_column_values_to_not_be_null",
                "column",
                "x"));
        found.add(difference(
                "1 and 3; a standard deviation of at most 1.2",
                "Deequ takes that of a population (1), Great Expectations that of a sample (1.41)",
                values("1, 3"),
                "hasStandardDeviation",
                check -> check.hasStandardDeviation("x", where(Within.atMost(1.2)), NONE),
                "expect_column_stdev_to_be_between",
                "column",
                "x",
                "max_value",
                1.2));
        Dataset<Row> many = SPARK.range(100_000).selectExpr("id AS x");
        found.add(difference(
                "100,000 different values; there must be as many",
                "Deequ estimates the number; here it is exact",
                many,
                "hasApproxCountDistinct",
                check -> check.hasApproxCountDistinct("x", where(new Within(100_000, 100_000)), NONE),
                "expect_column_unique_value_count_to_be_between",
                "column",
                "x",
                "min_value",
                100_000,
                "max_value",
                100_000));
        found.add(difference(
                "0 to 99,999; the 99th percentile must lie between 98,990 and 99,000",
                "Deequ estimates quantiles within 1 %; here they are exact",
                many,
                "hasApproxQuantile",
                check -> check.hasApproxQuantile("x", 0.99, where(new Within(98_990, 99_000)), NONE),
                "expect_column_quantile_values_to_be_between",
                "column",
                "x",
                "quantile_ranges",
                Map.of("quantiles", List.of(0.99), "value_ranges", List.of(List.of(98_990, 99_000)))));
        found.add(difference(
                "'a' and 'b'; the greatest value must be at most 'b'",
                "Deequ has an order of numbers only and fails on texts; here texts have one, too",
                values("'a', 'b'"),
                "hasMax",
                check -> check.hasMax("x", where(Within.atMost(2)), NONE, Option.empty()),
                "expect_column_max_to_be_between",
                "column",
                "x",
                "max_value",
                "b"));
        found.add(difference(
                "99999999999999999.99 (a decimal); at most 99999999999999999.98",
                "Deequ compares binary fractions; here decimals are compared as decimals",
                frame("x", "(CAST('99999999999999999.99' AS DECIMAL(20,2)))"),
                "hasMax",
                check -> check.hasMax("x", where(Within.atMost(99999999999999999.98)), NONE, Option.empty()),
                "expect_column_max_to_be_between",
                "column",
                "x",
                "max_value",
                new java.math.BigDecimal("99999999999999999.98")));
        return found;
    }

    /** A check and an expectation, both judged on the same rows. */
    private static Difference difference(
            String about,
            String why,
            Dataset<Row> data,
            String check,
            UnaryOperator<Check> written,
            String type,
            Object... kwargs) {
        boolean theirs = theirs(data, written);
        AuditResult audited = Audit.run(
                data, List.of(Audits.named("rule", Severity.ERROR, RowAction.KEEP, type, kwargs)), Audits.facts());
        Status ours = audited.rules().get(audited.rules().size() - 1).status();
        assertThat(ours).as(about).isNotEqualTo(Status.UNKNOWN);
        return new Difference(about, why, check, verdict(theirs), type, verdict(ours == Status.PASSED));
    }

    private static String verdict(boolean passes) {
        return passes ? "passes" : "fails";
    }

    private static boolean theirs(Dataset<Row> data, UnaryOperator<Check> written) {
        Check none = new Check(
                CheckLevel.Error(),
                "check",
                JavaConverters.asScalaBuffer(new ArrayList<Constraint>()).toList());
        return new VerificationSuite()
                .onData(data)
                .addChecks(JavaConverters.asScalaBuffer(List.of(written.apply(none))))
                .run()
                .status()
                .equals(CheckStatus.Success());
    }

    private static Check pattern(Check check, String regex) {
        Regex compiled = new Regex(regex, JavaConverters.asScalaBuffer(List.<String>of()));
        return check.hasPattern("x", compiled, where(Within.atLeast(1)), NONE, NONE, Option.empty());
    }

    @SuppressWarnings("unchecked") // Scala's primitive functions are those of Object in Java
    private static <T> Function1<T, Object> where(Within assertion) {
        return (Function1<T, Object>) (Function1<?, Object>) assertion;
    }

    /** An assertion of Deequ, which it ships to executors. */
    private static final class Within extends AbstractFunction1<Object, Object> implements Serializable {
        private static final long serialVersionUID = 1;

        private final double least;
        private final double most;

        Within(double least, double most) {
            this.least = least;
            this.most = most;
        }

        static Within atLeast(double least) {
            return new Within(least, Double.POSITIVE_INFINITY);
        }

        static Within atMost(double most) {
            return new Within(Double.NEGATIVE_INFINITY, most);
        }

        @Override
        public Object apply(Object value) {
            double number = ((Number) value).doubleValue();
            return number >= least && number <= most;
        }
    }
}
