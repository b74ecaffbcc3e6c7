package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.reading.expectation.SuiteReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SuiteTest {
    private static final String SUITE = """
            {
              "name": "clicks_suite",
              "id": "0d1c7ad4-4c6f-4e3a-8f3a-8f2f0d3c7a10",
              "expectations": [
                {
                  "type": "expect_column_values_to_not_be_null",
                  "kwargs": {"column": "user_id", "mostly": 0.95, "row_condition": null},
                  "meta": {"owner": "x"},
                  "id": "11111111-4c6f-4e3a-8f3a-8f2f0d3c7a10",
                  "severity": "warning"
                },
                {
                  "type": "expect_column_values_to_be_in_set",
                  "kwargs": {"column": "event_type", "value_set": ["view", "buy"]},
                  "meta": {},
                  "severity": "critical"
                },
                {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}, "severity": "info"},
                {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "session"}, "meta": {}}
              ],
              "meta": {"great_expectations_version": "1.17.2"},
              "notes": null
            }
            """;
    private static final String OLD = """
            {"expectation_suite_name": "old_suite", "data_asset_type": null, "evaluation_parameters": {},
             "expectations": [{"expectation_type": "expect_column_values_to_be_null",
                               "kwargs": {"column": "user_id", "result_format": "BASIC"}, "meta": {}}],
             "ge_cloud_id": null, "meta": {"great_expectations_version": "0.18.0"}}
            """;

    @Test
    void anExportedSuiteIsAGateOfItsName() {
        Gate gate = gate(new ProjectText().with("gx/suite.json", SUITE), "clicks_suite");
        assertThat(gate.policy()).isEqualTo(Gate.Policy.defaults());
        assertThat(gate.expectations())
                .containsExactly(
                        new Expectation(
                                "expect_column_values_to_not_be_null:user_id",
                                "expect_column_values_to_not_be_null",
                                Map.of("column", "user_id", "mostly", 0.95),
                                Severity.WARNING,
                                RowAction.KEEP),
                        new Expectation(
                                "expect_column_values_to_be_in_set:event_type",
                                "expect_column_values_to_be_in_set",
                                Map.of("column", "event_type", "value_set", List.of("view", "buy")),
                                Severity.ERROR,
                                RowAction.KEEP),
                        new Expectation(
                                "expect_table_row_count_to_be_between",
                                "expect_table_row_count_to_be_between",
                                Map.of("min_value", 1L),
                                Severity.INFO,
                                RowAction.KEEP),
                        new Expectation(
                                "expect_column_values_to_be_unique:session",
                                "expect_column_values_to_be_unique",
                                Map.of("column", "session"),
                                Severity.ERROR,
                                RowAction.KEEP));
    }

    @Test
    void theOlderShapeIsRead() {
        Gate gate = gate(new ProjectText().with("old.json", OLD), "old_suite");
        assertThat(gate.expectations())
                .extracting(Expectation::type)
                .containsExactly("expect_column_values_to_be_null");
    }

    @Test
    void aGateTakesASuiteAndAddsPolicyAndExpectations() {
        Gate gate = gate(new ProjectText().with("gx/suite.json", SUITE).with("gate.yaml", """
                        gate: clicks_gate
                        suite: clicks_suite
                        expectations:
                          - {type: expect_column_values_to_be_unique, kwargs: {column: session}}
                        policy: {quorum: 1, require_reason: false}
                        """), "clicks_gate");
        assertThat(gate.policy().requireReason()).isFalse();
        assertThat(gate.expectations()).hasSize(5);
        assertThat(gate.expectations().get(4).id()).isEqualTo("expect_column_values_to_be_unique:session#2");
    }

    @Test
    void errorsInASuiteHaveTheirPlace() {
        assertThat(new ProjectText()
                        .with(
                                "s.json",
                                SUITE.replace("to_be_unique", "to_be_uniqe").replace("\"notes\"", "\"nots\""))
                        .errors()
                        .lines())
                .containsExactly(
                        "s.json:19:14: unknown expectation expect_column_values_to_be_uniqe; did you mean"
                                + " expect_column_values_to_be_unique?",
                        "s.json:22:3: gate clicks_suite has no key nots; did you mean notes?");
        assertThat(new ProjectText().with("s.json", "expectations: []").errors().lines())
                .containsExactly("s.json:1:1: this is not JSON: a suite is an object and begins with {");
        assertThat(new ProjectText()
                        .with("s.json", "{\"expectations\": [")
                        .errors()
                        .lines())
                .singleElement()
                .asString()
                .startsWith("s.json:1:")
                .contains("this is not JSON");
    }

    @Test
    void whatComparesTwoDataSourcesIsRefusedWithWhatToDoInstead() {
        assertThat(new ProjectText()
                        .with(
                                "s.json",
                                SUITE.replace("column_values_to_be_unique", "query_results_to_match_comparison"))
                        .errors())
                .startsWith(
                        "s.json:19:14: expect_query_results_to_match_comparison compares queries over two data sources, and a"
                                + " gate has one: take it out, or compare with a certified table"
                                + " (expect_column_values_to_exist_in_other_table, ")
                .doesNotContain("did you mean");
    }

    @Test
    void valuesThatOnlyARunOfGreatExpectationsFillsAreRefused() {
        assertThat(new ProjectText()
                        .with("s.json", SUITE.replace("\"min_value\": 1", "\"min_value\": {\"$PARAMETER\": \"least\"}"))
                        .errors()
                        .lines())
                .singleElement()
                .asString()
                .contains("s.json:18:", "$PARAMETER", "write the value itself");
    }

    @Test
    void aSuiteThatNobodyDeclaresIsRefused() {
        assertThat(new ProjectText()
                        .with("s.json", SUITE)
                        .with("gate.yaml", "gate: g\nsuite: click_suite\n")
                        .errors()
                        .lines())
                .containsExactly("gate.yaml:2:8: unknown gate click_suite; did you mean clicks_suite?");
    }

    @Test
    void oneFileIsReadWithoutAProject() {
        List<SuiteReader.Placed> placed = SuiteReader.read(new DefinitionFile("s.json", SUITE));
        assertThat(placed).hasSize(4);
        assertThat(placed.get(1).place().line()).isEqualTo(12);
        assertThat(SuiteReader.read(new DefinitionFile(
                        "g.yaml", "gate: g\nexpectations: [{type: expect_column_to_exist, kwargs: {column: a}}]\n")))
                .hasSize(1);
        assertThatExceptionOfType(InvalidProjectException.class)
                .isThrownBy(() -> SuiteReader.read(new DefinitionFile("g.yaml", "gate: g\n")))
                .withMessageContaining("needs expectations");
    }

    private static Gate gate(ProjectText project, String name) {
        return project.parse().gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
