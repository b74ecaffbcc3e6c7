package io.sluice.quality.report;

import static io.sluice.quality.testing.Audits.facts;
import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReportsTest {
    private static final Expectation PRICE = named(
            "price_not_negative",
            Severity.ERROR,
            RowAction.KEEP,
            "expect_column_values_to_be_between",
            "column",
            "x",
            "min_value",
            0);
    private static final Expectation SCRIPT = named(
            "<script>alert('id')</script>",
            Severity.WARNING,
            RowAction.KEEP,
            "expect_column_values_to_be_in_set",
            "column",
            "a\"b<i>",
            "value_set",
            List.of("</style><img src=x onerror=\"alert(1)\">", "A&B"));

    @Test
    void writesGreatExpectationsShape() throws Exception {
        JsonNode json = new ObjectMapper().readTree(Reports.json(result(facts()), context("orders")));
        JsonNode price = json.get("results").get(6);
        assertThat(price.toString())
                .isEqualTo("{\"success\":false,\"expectation_config\":{\"type\":\"expect_column_values_to_be_between\","
                        + "\"kwargs\":{\"column\":\"x\",\"min_value\":0},\"meta\":{},\"id\":\""
                        + UUID.nameUUIDFromBytes("sluice/price_not_negative".getBytes(StandardCharsets.UTF_8)) + "\","
                        + "\"severity\":\"critical\"},"
                        + "\"result\":{\"element_count\":4,\"unexpected_count\":1,\"unexpected_percent\":33.33333333333333,"
                        + "\"missing_count\":1,\"missing_percent\":25.0,\"unexpected_percent_total\":25.0,"
                        + "\"unexpected_percent_nonmissing\":33.33333333333333},"
                        + "\"meta\":{\"sluice\":{\"rule\":\"price_not_negative\",\"status\":\"FAILED\",\"severity\":\"error\",\"rows\":\"keep\","
                        + "\"row_level\":true,\"expected\":\"all values of x are at least 0\","
                        + "\"observed\":\"1 of 3 rows fail (33.33 %)\"}},"
                        + "\"exception_info\":{\"raised_exception\":false,\"exception_traceback\":null,"
                        + "\"exception_message\":null}}");
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("success", "results", "suite_name", "suite_parameters", "statistics", "meta", "id");
        assertThat(json.get("suite_name").asText()).isEqualTo("orders");
        assertThat(json.get("success").asBoolean()).isFalse();
        assertThat(json.get("statistics").get("successful_expectations").asInt())
                .isEqualTo(6);
        assertThat(json.get("meta").get("sluice").get("snapshot_id").isTextual())
                .isTrue();
    }

    @Test
    void hashesWhatWasFoundAndNotTheAttempt() {
        AuditFacts again = new AuditFacts(
                "trusted.orders", "2010-12-01", "42", 2, -1, 0, 0, List.of(), List.of(), List.of(), 0, true, 1.0);
        AuditFacts other = new AuditFacts(
                "trusted.orders", "2010-12-01", "43", 1, -1, 0, 0, List.of(), List.of(), List.of(), 0, true, 1.0);
        String hash = Reports.hash(result(facts()), "gate");
        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(Reports.hash(result(again), "gate"));
        assertThat(hash).isNotEqualTo(Reports.hash(result(other), "gate"));
        assertThat(hash).isNotEqualTo(Reports.hash(result(facts()), "gate 2"));
        AuditResult more = Audit.run(values("1, -2, NULL, -4"), List.of(PRICE), facts());
        assertThat(hash).isNotEqualTo(Reports.hash(more, "gate"));
    }

    @Test
    void hashesTheSameWhateverTheOrderOfAddition() {
        Expectation mean = named(
                "mean",
                Severity.ERROR,
                RowAction.KEEP,
                "expect_column_mean_to_be_between",
                "column",
                "x",
                "min_value",
                0);
        AuditResult one = Audit.run(values("1e16D, 1D, 1D"), List.of(mean), facts());
        AuditResult two = Audit.run(values("1D, 1D, 1e16D"), List.of(mean), facts());
        assertThat(Reports.json(one, context("g"))).isNotEqualTo(Reports.json(two, context("g")));
        assertThat(Reports.hash(one, "gate")).isEqualTo(Reports.hash(two, "gate"));
    }

    @Test
    void writesNumbersThatJsonDoesNotKnowAsTexts() {
        assertThat(CanonicalJson.of(List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1.5)))
                .isEqualTo("[\"NaN\",\"-Infinity\",1.5]");
        AuditResult day = Audit.run(
                values("DATE '2010-12-01'"),
                List.of(named("max", Severity.ERROR, RowAction.KEEP, "expect_column_max_to_be_between", "column", "x")),
                facts());
        assertThat(Reports.json(day, context("g"))).contains("\"observed_value\":\"2010-12-01\"");
    }

    @Test
    void escapesEverythingOnThePage() {
        AuditResult result = Audit.run(frame("`a\"b<i>`", "('x'), ('A&B')"), List.of(SCRIPT), facts());
        String page = Reports.html(result, context("<gate>"));
        assertThat(page)
                .doesNotContain("<script", "<img", "<gate>", "a\"b<i>", "A&B")
                .contains("&lt;script&gt;alert(&#39;id&#39;)&lt;/script&gt;", "&lt;gate&gt; v2", "A&amp;B");
    }

    @Test
    void saysTheVerdictInProseWithTheFailedRulesFirst() {
        String blocked = Reports.html(result(facts()), context("orders"));
        assertThat(blocked)
                .contains("Blocked")
                .contains("1 of 7 rules blocks 4 rows: price_not_negative.")
                .contains("Nothing is published until a person approves, rejects or remediates.")
                .contains("All values of x must be at least 0; 1 of 3 (33.33 %) was not.")
                .contains("width=\"33.33\"")
                .contains(Reports.hash(result(facts()), "print"));
        assertThat(blocked.indexOf("<bdi>price_not_negative")).isLessThan(blocked.indexOf("<bdi>schema_contract"));
        AuditFacts lost = new AuditFacts("d", "", "1", 1, 9, 0, 7, List.of(), List.of(), List.of(), 0, true, 1.0);
        assertThat(Reports.html(result(lost), context("orders")))
                .contains("which nobody can waive", "<dt>Same id at another time</dt><dd><bdi>7</bdi></dd>");
        assertThat(Reports.html(Audit.run(values("1"), List.of(PRICE), facts()), context("orders")))
                .contains("All 7 rules passed on 1 row.");
    }

    @Test
    void samplesAreInTheResultAndNotInTheHash() throws Exception {
        AuditResult one = sampled(-2);
        AuditResult other = sampled(-3);

        assertThat(new ObjectMapper()
                        .readTree(Reports.json(one, context("g")))
                        .at("/results/0/result/partial_unexpected_list")
                        .toString())
                .isEqualTo("[-2]");
        assertThat(Reports.hash(one, "gate")).isEqualTo(Reports.hash(other, "gate"));
    }

    private static AuditResult sampled(int sample) {
        RuleOutcome rule = new RuleOutcome(
                "price",
                "expect_column_values_to_be_between",
                Map.of("column", "x"),
                Severity.ERROR,
                RowAction.KEEP,
                Status.FAILED,
                true,
                new Counts(4, 1L, 1),
                null,
                Map.of("partial_unexpected_list", List.of(sample)),
                "1 of 3 rows fails",
                "all values of x are at least 0");
        return new AuditResult(facts(), 4, Outcome.BLOCKED, List.of(rule));
    }

    private static ReportContext context(String gate) {
        return ReportContext.of(new ReportHead(gate, "v2", "print"));
    }

    private static AuditResult result(AuditFacts facts) {
        return Audit.run(values("1, -2, NULL, 4"), List.of(PRICE), facts);
    }
}
