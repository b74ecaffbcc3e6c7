package io.sluice.quality.rule;

import static io.sluice.quality.testing.Audits.named;
import static io.sluice.quality.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.form.RowForm;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class RowRulesTest {
    private static final List<Column> SCHEMA =
            List.of(new Column("id", DataType.INT), new Column("name", DataType.STRING));
    private static final Expectation POSITIVE = rule(
            "it's \\ positive",
            RowAction.QUARANTINE,
            "expect_column_values_to_be_between",
            "column",
            "id",
            "min_value",
            0);
    private static final Expectation NAMED =
            rule("named", RowAction.KEEP, "expect_column_values_to_not_be_null", "column", "name");
    private static final Expectation UNIQUE = rule(
            "unique",
            RowAction.QUARANTINE,
            "expect_column_values_to_be_unique",
            "column",
            "id",
            "row_condition",
            "name IS NULL OR name != 'x'");
    private static final Expectation COUNT =
            rule("count", RowAction.KEEP, "expect_table_row_count_to_be_between", "min_value", 1);

    @Test
    void compilesOnlyExpectationsThatJudgeRows() {
        RowRules rules = RowRules.compile(List.of(POSITIVE, NAMED, UNIQUE, COUNT), SCHEMA);
        assertThat(rules.ids()).containsExactly("it's \\ positive", "named", "unique");
        assertThat(rules.list())
                .extracting(RowRule::scope)
                .containsExactly(RowForm.Scope.ROW, RowForm.Scope.ROW, RowForm.Scope.ALL_ROWS);
        assertThat(rules.quarantining().ids()).containsExactly("it's \\ positive", "unique");
        assertThat(rules.quarantining(List.of("named")).ids()).hasSize(3);
        assertThat(rules.only(List.of("named")).ids()).containsExactly("named");
        assertThat(rules.list().get(0).reason()).isEqualTo("all values of id are at least 0");
    }

    /** What they are compared with is not there while rows are staged: it must not be asked for. */
    @Test
    void leavesOutWhatIsComparedWithOtherData() {
        Expectation drift = rule(
                "drift",
                RowAction.KEEP,
                "expect_column_psi_to_be_less_than",
                "column",
                "id",
                "reference",
                "2024-03-01");
        Expectation foreign = rule(
                "foreign",
                RowAction.KEEP,
                "expect_column_values_to_exist_in_other_table",
                "column_list",
                List.of("id"),
                "other_table_name",
                "trusted.other");
        assertThat(RowRules.compile(List.of(drift, foreign, NAMED), SCHEMA).ids())
                .containsExactly("named");
    }

    @Test
    void putsEveryRowOnExactlyOneSideWithTheRulesItFails() {
        Dataset<Row> rows = frame("id, name", "(1, 'a'), (-1, NULL), (2, NULL), (2, 'b'), (2, 'x'), (NULL, NULL)");
        SplitRows split = RowRules.compile(List.of(POSITIVE, NAMED, UNIQUE, COUNT), SCHEMA)
                .split(rows);
        assertThat(split.unevaluated()).isEmpty();
        assertThat(split.good().columns()).containsExactly("id", "name");
        assertThat(strings(split.good())).containsExactlyInAnyOrder("[1,a]", "[2,x]");
        assertThat(strings(split.failing().selectExpr("id", "name", "array_join(failedRules, '|')")))
                .containsExactlyInAnyOrder(
                        "[-1,null,it's \\ positive|named]",
                        "[2,null,named|unique]",
                        "[2,b,unique]",
                        "[null,null,named]");
    }

    @Test
    void agreesWithTheAuditOnWhatFails() {
        Dataset<Row> rows = frame("id, name", "(1, 'a'), (-1, NULL), (2, NULL), (2, 'b'), (2, 'x'), (NULL, NULL)");
        for (Expectation expectation : List.of(POSITIVE, NAMED, UNIQUE)) {
            long failing = RowRules.compile(List.of(expectation), SCHEMA)
                    .split(rows)
                    .failing()
                    .count();
            assertThat(io.sluice.quality.testing.Audits.judge(
                                    rows,
                                    expectation.type(),
                                    expectation.kwargs().entrySet().stream()
                                            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                                            .toArray())
                            .unexpected())
                    .as(expectation.id())
                    .isEqualTo(failing);
        }
    }

    @Test
    void repeatsTheSameDoublesAsTheAudit() {
        Dataset<Row> rows = frame("id, name", "(0.0D, 'a'), (-0.0D, 'b'), (DOUBLE('NaN'), 'c'), (DOUBLE('NaN'), 'd')");
        List<Column> schema = List.of(new Column("id", DataType.DOUBLE), new Column("name", DataType.STRING));
        assertThat(RowRules.compile(List.of(UNIQUE), schema)
                        .split(rows)
                        .failing()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void refusesNoRowForARuleThatDoesNotFitTheColumns() {
        Dataset<Row> rows = frame("id", "(1), (-1)");
        SplitRows split = RowRules.compile(List.of(POSITIVE, NAMED), SCHEMA).split(rows);
        assertThat(split.unevaluated()).containsExactly("named");
        assertThat(strings(split.good())).containsExactly("[1]");
        assertThat(strings(split.failing().select("id"))).containsExactly("[-1]");
    }

    @Test
    void callsAllRowsGoodWithoutRules() {
        SplitRows split = new RowRules(List.of()).split(frame("id", "(1), (2)"));
        assertThat(split.good().count()).isEqualTo(2);
        assertThat(split.failing().count()).isZero();
    }

    private static List<String> strings(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }

    private static Expectation rule(String id, RowAction action, String type, Object... pairs) {
        return named(id, Severity.ERROR, action, type, pairs);
    }
}
