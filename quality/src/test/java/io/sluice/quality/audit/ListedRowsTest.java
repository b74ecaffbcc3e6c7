package io.sluice.quality.audit;

import static io.sluice.quality.testing.Audits.facts;
import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.Reports;
import io.sluice.quality.testing.TestingSurroundings;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What results list of the rows that fail; that it is what Great Expectations lists is tested by conformance. */
final class ListedRowsTest {
    private static final String BETWEEN = "expect_column_values_to_be_between";

    private final Dataset<Row> data = frame("id, price, email", "(1, 5, 'ann'), (2, -1, 'zoe'), (3, -2, 'abe')");

    @Test
    void nothingIsReadOfRowsThatNobodyWantsListed() {
        for (Object format : List.of(
                "BOOLEAN_ONLY",
                Map.of("result_format", "SUMMARY", "partial_unexpected_count", 0),
                Map.of("result_format", "COMPLETE", "exclude_unexpected_values", true))) {
            RuleOutcome rule = listed(format, List.of());
            assertThat(rule.unexpected()).isEqualTo(2);
            assertThat(rule.details().toString()).as(format.toString()).doesNotContain("-1");
        }
    }

    @Test
    void identifyingColumnsAreRedactedInEveryList() {
        RuleOutcome rule = listed(
                Map.of(
                        "result_format",
                        "COMPLETE",
                        "include_unexpected_rows",
                        true,
                        "unexpected_index_column_names",
                        List.of("email")),
                List.of("email"));
        assertThat(rule.details().keySet())
                .contains("unexpected_rows", "unexpected_index_list", "partial_unexpected_index_list");
        assertThat(rule.details().toString())
                .contains("[redacted]")
                .doesNotContain("zoe")
                .doesNotContain("abe");
    }

    @Test
    void theHashADecisionIsBoundToDoesNotDependOnWhatIsListed() {
        AuditResult listed = result(named("r", Severity.ERROR, RowAction.KEEP, BETWEEN, kwargs("COMPLETE")), List.of());
        AuditResult open = Audit.run(
                data, List.of(named("r", Severity.ERROR, RowAction.KEEP, BETWEEN, kwargs("COMPLETE"))), facts());
        assertThat(Reports.hash(listed, "g")).isEqualTo(Reports.hash(open, "g"));
        AuditResult quiet =
                result(named("r", Severity.ERROR, RowAction.KEEP, BETWEEN, kwargs("BOOLEAN_ONLY")), List.of());
        assertThat(Reports.json(quiet, ReportContext.of(new ReportHead("g", "", ""))))
                .contains("\"result\":{},")
                .doesNotContain("unexpected_count");
    }

    @Test
    void anExpectationThatNeedsAnotherTableFailsWithoutSamplesAndStopsNobody() {
        Expectation users = named(
                "users",
                Severity.ERROR,
                RowAction.KEEP,
                "expect_column_values_to_exist_in_other_table",
                "column_list",
                List.of("id"),
                "other_table_name",
                "trusted.users");
        Expectation prices = named("prices", Severity.ERROR, RowAction.KEEP, BETWEEN, kwargs("SUMMARY"));
        List<Expectation> both = List.of(users, prices);
        TestingSurroundings known = new TestingSurroundings().table("trusted.users", frame("id", "(1), (2)"));

        AuditResult result = Samples.add(data, both, Audit.run(data, both, facts(), known), List.of());

        assertThat(result.rules())
                .filteredOn(rule -> rule.rule().equals("users"))
                .allMatch(rule -> rule.unexpected() == 1 && !rule.details().containsKey(Samples.LIST));
        assertThat(result.rules())
                .filteredOn(rule -> rule.rule().equals("prices"))
                .allMatch(rule -> rule.details().containsKey(Samples.LIST));
    }

    private RuleOutcome listed(Object format, List<String> identifying) {
        Expectation expectation = named("r", Severity.ERROR, RowAction.KEEP, BETWEEN, kwargs(format));
        List<RuleOutcome> rules = result(expectation, identifying).rules();
        return rules.get(rules.size() - 1);
    }

    private AuditResult result(Expectation expectation, List<String> identifying) {
        List<Expectation> one = List.of(expectation);
        return Samples.add(data, one, Audit.run(data, one, facts()), identifying);
    }

    private static Object[] kwargs(Object format) {
        return new Object[] {"column", "price", "min_value", 0, "result_format", format};
    }
}
