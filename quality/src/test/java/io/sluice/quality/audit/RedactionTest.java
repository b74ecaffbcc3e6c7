package io.sluice.quality.audit;

import static io.sluice.quality.testing.Audits.facts;
import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class RedactionTest {
    private final Dataset<Row> data = frame("phone, email", "(4711, 'zoe@x'), (4711, 'zoe@x'), (4712, 'abe@x')");

    @Test
    void valuesOfIdentifyingColumnsAreInNothingThatIsSaid() {
        List<Expectation> expectations = List.of(
                on("least", "expect_column_min_to_be_between", "phone", "min_value", 0),
                on("greatest", "expect_column_max_to_be_between", "email", "max_value", "a"),
                on("median", "expect_column_median_to_be_between", "phone", "min_value", 0),
                on(
                        "quantile",
                        "expect_column_quantile_values_to_be_between",
                        "phone",
                        "quantile_ranges",
                        Map.of("quantiles", List.of(0.5), "value_ranges", List.of(List.of(0, 1)))),
                on("common", "expect_column_most_common_value_to_be_in_set", "email", "value_set", List.of("q")),
                on("distinct", "expect_column_distinct_values_to_be_in_set", "email", "value_set", List.of("q")));
        AuditResult open = Audit.run(data, expectations, facts());

        AuditResult result = Samples.add(data, expectations, open, List.of("phone", "email"));

        assertThat(open.toString()).contains("4711", "zoe", "abe");
        assertThat(result.toString()).doesNotContain("4711", "4712", "zoe", "abe");
        assertThat(result.rules()).extracting(RuleOutcome::status).containsExactlyElementsOf(statuses(open));
        assertThat(result.rules())
                .filteredOn(rule -> rule.rule().equals("greatest"))
                .extracting(RuleOutcome::observed)
                .containsExactly("what was observed is not shown, because email identifies people");
    }

    @Test
    void countsOfIdentifyingColumnsAndValuesOfOthersAreShown() {
        List<Expectation> expectations = List.of(
                on("different", "expect_column_unique_value_count_to_be_between", "email", "min_value", 1),
                on("least", "expect_column_min_to_be_between", "phone", "min_value", 0));
        AuditResult open = Audit.run(data, expectations, facts());

        assertThat(Samples.add(data, expectations, open, List.of("email"))).isEqualTo(open);
    }

    private static List<Status> statuses(AuditResult result) {
        return result.rules().stream().map(RuleOutcome::status).toList();
    }

    private static Expectation on(String id, String type, String column, String argument, Object value) {
        return named(id, Severity.ERROR, RowAction.KEEP, type, "column", column, argument, value);
    }
}
