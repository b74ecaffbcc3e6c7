package io.sluice.quality.audit;

import static io.sluice.quality.testing.Audits.facts;
import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.testing.Jobs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

final class AuditTest {
    private static final String BETWEEN = "expect_column_values_to_be_between";
    private static final String NOT_NULL = "expect_column_values_to_not_be_null";

    @Test
    void passesWhatIsRight() {
        AuditResult result = Audit.run(values("1, 2"), List.of(atLeast(1, Severity.FATAL)), facts());
        assertThat(result.outcome()).isEqualTo(Outcome.PASS);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.blocking()).isEmpty();
        assertThat(result.rules()).hasSize(7).allMatch(rule -> rule.status() == Status.PASSED);
    }

    @Test
    void blocksByErrorsAndNotByWarningsOrInformation() {
        assertThat(outcome(Severity.INFO)).isEqualTo(Outcome.PASS);
        assertThat(outcome(Severity.WARNING)).isEqualTo(Outcome.PASS_WITH_WARNINGS);
        assertThat(outcome(Severity.ERROR)).isEqualTo(Outcome.BLOCKED);
        assertThat(outcome(Severity.FATAL)).isEqualTo(Outcome.BLOCKED);
    }

    @Test
    void doesNotLetOneRuleSpoilTheOthers() {
        Dataset<Row> data = frame("x, y", "(1, 'a'), (2, 'b')");
        AuditResult result = Audit.run(
                data,
                List.of(
                        named("gone", Severity.INFO, RowAction.KEEP, NOT_NULL, "column", "z"),
                        named(
                                "broken",
                                Severity.WARNING,
                                RowAction.KEEP,
                                BETWEEN,
                                "column",
                                "x",
                                "min_value",
                                1,
                                "row_condition",
                                "size(y) > 1"),
                        atLeast(2, Severity.WARNING),
                        named(
                                "unique",
                                Severity.ERROR,
                                RowAction.KEEP,
                                "expect_column_values_to_be_unique",
                                "column",
                                "y")),
                facts());
        assertThat(status(result, "gone")).isEqualTo(Status.UNKNOWN);
        assertThat(rule(result, "gone").observed())
                .isEqualTo("could not be evaluated: column z does not exist; did you mean x?");
        assertThat(status(result, "broken")).isEqualTo(Status.UNKNOWN);
        assertThat(status(result, "at_least")).isEqualTo(Status.FAILED);
        assertThat(status(result, "unique")).isEqualTo(Status.PASSED);
        assertThat(result.blocking()).as("unknown counts as an error").containsExactly("gone", "broken");
        assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
    }

    @Test
    void findsTheRuleThatOneValueOfTheDataBreaks() {
        SPARK.conf().set("spark.sql.ansi.enabled", true);
        try {
            List<Expectation> expectations = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                expectations.add(
                        named("fine" + i, Severity.ERROR, RowAction.KEEP, BETWEEN, "column", "n", "min_value", i));
            }
            expectations.add(named(
                    "poison",
                    Severity.ERROR,
                    RowAction.KEEP,
                    BETWEEN,
                    "column",
                    "n",
                    "min_value",
                    0,
                    "row_condition",
                    "y > 5"));
            AuditResult result = Audit.run(frame("n, y", "(10, '7'), (11, 'secret')"), expectations, facts());
            assertThat(status(result, "poison")).isEqualTo(Status.UNKNOWN);
            assertThat(rule(result, "poison").observed())
                    .isEqualTo("could not be evaluated: the data made Spark stop with CAST_INVALID_INPUT");
            assertThat(result.rules().stream().filter(rule -> rule.rule().startsWith("fine")))
                    .hasSize(9)
                    .allMatch(rule -> rule.status() == Status.PASSED && rule.elements() == 2);
        } finally {
            SPARK.conf().unset("spark.sql.ansi.enabled");
        }
    }

    @Test
    void failsWhenTheDataCannotBeRead() {
        UDF1<Integer, Boolean> failing = value -> {
            throw new IllegalStateException("disk gone");
        };
        SPARK.udf().register("unreadable", failing, DataTypes.BooleanType);
        Dataset<Row> data = values("1, 2").where("unreadable(x)");
        assertThatThrownBy(() -> Audit.run(data, List.of(atLeast(1, Severity.ERROR)), facts()))
                .hasStackTraceContaining("disk gone");
    }

    @Test
    void sharesOnePass() {
        List<Expectation> expectations = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expectations.add(named("r" + i, Severity.ERROR, RowAction.KEEP, BETWEEN, "column", "x", "min_value", i));
        }
        Dataset<Row> data = values("1, 2, 3");
        int one = Jobs.count(() -> Audit.run(data, expectations.subList(0, 1), facts()));
        int twenty = Jobs.count(() -> Audit.run(data, expectations, facts()));
        assertThat(twenty).isEqualTo(one);
    }

    @Test
    void letsASingleRowFailARuleThatSaysSo() {
        Dataset<Row> data = values("1, 2, 3, 4");
        Expectation keep =
                named("r", Severity.ERROR, RowAction.KEEP, BETWEEN, "column", "x", "min_value", 2, "mostly", 0.5);
        Expectation fail =
                named("r", Severity.ERROR, RowAction.FAIL, BETWEEN, "column", "x", "min_value", 2, "mostly", 0.5);
        assertThat(Audit.run(data, List.of(keep), facts()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(Audit.run(data, List.of(fail), facts()).outcome()).isEqualTo(Outcome.BLOCKED);
    }

    @Test
    void refusesAnEmptySnapshotUnlessAllowed() {
        AuditFacts strict = new AuditFacts("d", "p", "1", 1, 0, 0, 0, List.of(), List.of(), List.of(), 0, false, 1);
        AuditResult result = Audit.run(empty("INT"), List.of(), strict);
        assertThat(result.blocking()).containsExactly("not_empty");
        assertThat(rule(result, "not_empty").severity()).isEqualTo(Severity.FATAL);
        assertThat(Audit.run(empty("INT"), List.of(), facts()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void holdsTheSchemaContract() {
        AuditFacts drifted = new AuditFacts(
                "d",
                "p",
                "1",
                1,
                1,
                0,
                0,
                List.of("price"),
                List.of("id (int instead of string)"),
                List.of("extra"),
                0,
                true,
                1);
        AuditResult result = Audit.run(values("1"), List.of(), drifted);
        assertThat(result.blocking()).containsExactly("schema_contract");
        assertThat(rule(result, "schema_contract").severity()).isEqualTo(Severity.FATAL);
        assertThat(rule(result, "schema_contract").observed())
                .isEqualTo("missing: price; of another type: id (int instead of string)");
        assertThat(status(result, "new_columns")).isEqualTo(Status.FAILED);
        assertThat(rule(result, "new_columns").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void reportsUnreadableRowsAndLostOnes() {
        AuditFacts corrupt = new AuditFacts("d", "p", "1", 1, 2, 0, 0, List.of(), List.of(), List.of(), 3, true, 1);
        AuditResult result = Audit.run(values("1"), List.of(), corrupt);
        assertThat(result.blocking()).containsExactly("readable", "as_staged");
        assertThat(rule(result, "readable").severity()).isEqualTo(Severity.ERROR);
        assertThat(rule(Audit.run(empty("INT"), List.of(), corrupt), "readable").severity())
                .as("nothing readable at all")
                .isEqualTo(Severity.FATAL);
    }

    @Test
    void limitsTheShareOfQuarantinedRowsAtItsEdge() {
        assertThat(quarantined(1, 0.25)).isEmpty();
        assertThat(quarantined(1, 0.24)).containsExactly("quarantine_limit");
        assertThat(quarantined(0, 0)).isEmpty();
    }

    @Test
    void ordersTheWorstFirst() {
        AuditResult result = Audit.run(
                values("1"),
                List.of(
                        atLeast(0, Severity.FATAL),
                        named("warn", Severity.WARNING, RowAction.KEEP, BETWEEN, "column", "x", "min_value", 5),
                        named("err", Severity.ERROR, RowAction.KEEP, BETWEEN, "column", "x", "min_value", 5)),
                facts());
        assertThat(result.worstFirst()).extracting(RuleOutcome::rule).startsWith("err", "warn");
    }

    private static List<String> quarantined(long quarantined, double limit) {
        return Audit.run(
                        values("1, 2, 3"),
                        List.of(),
                        new AuditFacts(
                                "d", "p", "1", 1, 3, quarantined, 0, List.of(), List.of(), List.of(), 0, false, limit))
                .blocking();
    }

    private static Outcome outcome(Severity severity) {
        return Audit.run(values("1, 2"), List.of(atLeast(2, severity)), facts()).outcome();
    }

    private static Expectation atLeast(int least, Severity severity) {
        return named("at_least", severity, RowAction.KEEP, BETWEEN, "column", "x", "min_value", least);
    }

    private static RuleOutcome rule(AuditResult result, String id) {
        return result.rules().stream()
                .filter(rule -> rule.rule().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Status status(AuditResult result, String id) {
        return rule(result, id).status();
    }
}
