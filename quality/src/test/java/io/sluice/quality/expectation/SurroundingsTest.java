package io.sluice.quality.expectation;

import static io.sluice.quality.testing.Audits.facts;
import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.known.ReceivedFile;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.SupplierManifest.AnnouncedFile;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.testing.Audits;
import io.sluice.quality.testing.TestingSurroundings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expectations that know more than the rows: times, files, other tables. */
final class SurroundingsTest {
    private static final String FRESH = "expect_column_freshness_to_be_within";
    private static final String EXIST = "expect_column_values_to_exist_in_other_table";
    private static final String SAME_COUNT = "expect_table_row_count_to_equal_other_table";
    private static final String SHARES = "expect_column_label_shares_to_be_between";

    @Test
    void measuresAgeAgainstTheEndOfThePartition() {
        TestingSurroundings known = new TestingSurroundings().ending("2010-12-02T00:00:00Z");
        Dataset<Row> data = values("TIMESTAMP '2010-12-01 21:59:59', TIMESTAMP '2010-12-01 22:00:00', NULL");
        RuleOutcome fresh = known.judge(data, FRESH, "column", "x", "max_age", "2 hours");
        assertThat(fresh.status()).isEqualTo(Status.PASSED);
        assertThat(fresh.observedValue()).isEqualTo(7200.0);
        RuleOutcome stale = known.judge(data, FRESH, "column", "x", "max_age", "7199 seconds");
        assertThat(stale.status()).isEqualTo(Status.FAILED);
        assertThat(stale.observed()).isEqualTo("the newest x is 2 hours before 2010-12-02T00:00:00Z");
        assertThat(known.judge(values("DATE '2010-12-01'"), FRESH, "column", "x", "max_age", "0 s")
                        .status())
                .as("a day is over at its end")
                .isEqualTo(Status.PASSED);
        assertThat(known.judge(empty("TIMESTAMP"), FRESH, "column", "x", "max_age", "9 days")
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void doesNotAskAClock() {
        Dataset<Row> data = values("TIMESTAMP '2010-12-01 22:00:00'");
        RuleOutcome outcome = Audits.judge(data, FRESH, "column", "x", "max_age", "36500 days");
        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
        assertThat(outcome.observed()).contains("no partition that ends");
        TestingSurroundings known = new TestingSurroundings().ending("2010-12-02T00:00:00Z");
        assertThat(known.judge(data, FRESH, "column", "x", "max_age", "1 day", "as_of", "extraction_time")
                        .observed())
                .contains("nobody said when");
    }

    @Test
    void looksForValuesInAnotherTable() {
        Dataset<Row> users = frame("id, land", "(1, 'a'), (1, 'a'), (2, 'b'), (NULL, 'c')");
        TestingSurroundings known = new TestingSurroundings().table("trusted.users", users);
        Dataset<Row> data = frame("user, land", "(1, 'a'), (2, 'a'), (3, 'a'), (NULL, 'a'), (2, 'b')");
        RuleOutcome one = known.judge(
                data,
                EXIST,
                "column_list",
                List.of("user"),
                "other_table_name",
                "trusted.users",
                "other_column_list",
                List.of("id"));
        assertThat(one.status()).isEqualTo(Status.FAILED);
        assertThat(one.counts()).isEqualTo(new io.sluice.quality.form.Counts(5, 1L, 1));
        assertThat(one.details()).isEqualTo(java.util.Map.of("other_table", "trusted.users@1"));
        RuleOutcome two = known.judge(
                data,
                EXIST,
                "column_list",
                List.of("user", "land"),
                "other_table_name",
                "trusted.users",
                "other_column_list",
                List.of("id", "land"),
                "mostly",
                0.5);
        assertThat(two.unexpected()).isEqualTo(2);
        assertThat(two.status()).isEqualTo(Status.PASSED);
        assertThat(known.judge(data, EXIST, "column_list", List.of("user"), "other_table_name", "trusted.users")
                        .status())
                .as("users has no column user")
                .isEqualTo(Status.UNKNOWN);
        assertThat(known.judge(data, EXIST, "column_list", List.of("user"), "other_table_name", "trusted.none")
                        .observed())
                .contains("there is no table trusted.none");
    }

    @Test
    void comparesTheNumberOfRowsWithAnotherTable() {
        TestingSurroundings known = new TestingSurroundings().table("trusted.users", values("1, 2"));
        assertThat(known.judge(values("3, 4"), SAME_COUNT, "other_table_name", "trusted.users")
                        .status())
                .isEqualTo(Status.PASSED);
        RuleOutcome fewer = known.judge(values("3"), SAME_COUNT, "other_table_name", "trusted.users");
        assertThat(fewer.status()).isEqualTo(Status.FAILED);
        assertThat(fewer.observedValue()).isEqualTo(java.util.Map.of("self", 1L, "other", 2L));
        assertThat(fewer.details()).isEqualTo(java.util.Map.of("other_table", "trusted.users@1"));
    }

    @Test
    void checksFiles() {
        TestingSurroundings known =
                new TestingSurroundings().files(received("a.csv", 100, 0), received("b.csv", 10, 2));
        assertThat(file(known, "expect_table_file_count_to_be_between", "min_value", 2))
                .isEqualTo(Status.PASSED);
        assertThat(file(known, "expect_table_file_count_to_be_between", "min_value", 3))
                .isEqualTo(Status.FAILED);
        assertThat(file(known, "expect_table_file_sizes_to_be_between", "min_value", 10))
                .isEqualTo(Status.PASSED);
        assertThat(file(known, "expect_table_file_sizes_to_be_between", "min_value", 10, "strict_min", true))
                .isEqualTo(Status.FAILED);
        assertThat(known.judge(values("1"), "expect_table_files_to_be_readable").observed())
                .isEqualTo("1 file with 2 rows that could not be read: \"b.csv\"");
        assertThat(file(known, "expect_table_received_row_count_to_equal", "value", 20))
                .isEqualTo(Status.PASSED);
        assertThat(file(known, "expect_table_received_row_count_to_equal", "value", 21))
                .isEqualTo(Status.FAILED);
        assertThat(file(new TestingSurroundings(), "expect_table_files_to_be_readable"))
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void holdsFilesAgainstTheManifest() {
        ReceivedFile a = new ReceivedFile("a.csv", 100, 3, 1, "ab12");
        assertThat(manifest(List.of(announced(3L, 100L, "AB12", a)), List.of())).isEqualTo("1 file is as announced");
        assertThat(manifest(List.of(announced(null, null, null, a)), List.of())).isEqualTo("1 file is as announced");
        assertThat(manifest(List.of(announced(4L, 100L, "ab12", a)), List.of()))
                .isEqualTo("\"in/a.csv\" has 3 rows, announced were 4");
        assertThat(manifest(List.of(announced(3L, 101L, "ab12", a)), List.of()))
                .isEqualTo("\"in/a.csv\" has 100 bytes, announced were 101");
        assertThat(manifest(List.of(announced(3L, 100L, "ab13", a)), List.of()))
                .isEqualTo("\"in/a.csv\" has another SHA-256 than was announced");
        assertThat(manifest(List.of(announced(3L, null, null, null)), List.of("b.csv")))
                .isEqualTo("\"in/a.csv\" did not arrive; \"b.csv\" was not announced");
        RuleOutcome without = new TestingSurroundings().judge(values("1"), "expect_table_files_to_match_manifest");
        assertThat(without.status()).isEqualTo(Status.UNKNOWN);
        assertThat(without.observed()).contains("no manifest came with the rows");
    }

    /** What is observed, after a look at whether the status fits it. */
    private static String manifest(List<AnnouncedFile> announced, List<String> unannounced) {
        RuleOutcome outcome = new TestingSurroundings()
                .manifest(new SupplierManifest(announced, unannounced))
                .judge(values("1"), "expect_table_files_to_match_manifest");
        boolean fits = outcome.observed().endsWith(" as announced");
        assertThat(outcome.status()).isEqualTo(fits ? Status.PASSED : Status.FAILED);
        return outcome.observed();
    }

    private static AnnouncedFile announced(
            @Nullable Long rows, @Nullable Long bytes, @Nullable String sha256, @Nullable ReceivedFile received) {
        return new AnnouncedFile("in/a.csv", rows, bytes, sha256, received);
    }

    private static ReceivedFile received(String path, long bytes, long corrupt) {
        return new ReceivedFile(path, bytes, 10, corrupt, "");
    }

    @Test
    void weighsLabels() {
        Dataset<Row> data = values("'cat', 'cat', 'cat', 'dog', NULL");
        RuleOutcome outcome = Audits.judge(data, SHARES, "column", "x", "min_value", 0.25, "max_value", 0.75);
        assertThat(outcome.status()).isEqualTo(Status.PASSED);
        assertThat(outcome.observedValue()).isEqualTo(0.25);
        assertThat(outcome.observed()).doesNotContain("dog");
        assertThat(label(data, "min_value", 0.26)).isEqualTo(Status.FAILED);
        assertThat(label(data, "max_value", 0.75, "strict_max", true)).isEqualTo(Status.FAILED);
        assertThat(label(data, "min_value", 0.1, "labels", List.of("cat", "dog")))
                .isEqualTo(Status.PASSED);
        assertThat(label(data, "min_value", 0.1, "labels", List.of("cat", "dog", "cow")))
                .as("cow does not occur")
                .isEqualTo(Status.FAILED);
        assertThat(label(data, "min_value", 0.1, "labels", List.of("cat")))
                .as("dog is not known")
                .isEqualTo(Status.FAILED);
        assertThat(label(empty("STRING"), "min_value", 0.1)).isEqualTo(Status.FAILED);
    }

    @Test
    void doesNotLetSurroundingsThatThrowDisturbOthers() {
        Surroundings broken = new Surroundings() {
            @Override
            public Optional<KnownTable> table(String name) {
                throw new IllegalStateException("secret");
            }
        };
        AuditResult result = Audit.run(
                values("1, 2"),
                List.of(
                        named("broken", Severity.WARNING, RowAction.KEEP, SAME_COUNT, "other_table_name", "t"),
                        named("fine", Severity.ERROR, RowAction.KEEP, "expect_table_row_count_to_equal", "value", 2)),
                facts(),
                broken);
        assertThat(result.blocking()).containsExactly("broken");
        assertThat(result.rules().get(6).observed())
                .isEqualTo("could not be evaluated: the evaluation stopped with IllegalStateException");
        assertThat(result.rules().get(7).status()).isEqualTo(Status.PASSED);
    }

    private static Status file(TestingSurroundings known, String type, Object... pairs) {
        return known.judge(values("1"), type, pairs).status();
    }

    private static Status label(Dataset<Row> data, Object... pairs) {
        List<Object> all = new java.util.ArrayList<>(List.of("column", "x"));
        all.addAll(List.of(pairs));
        return Audits.judge(data, SHARES, all.toArray()).status();
    }
}
