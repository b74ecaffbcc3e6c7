package io.sluice.workers.streamgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.FailingRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rows of a remediated interval leave. */
final class FailingRowsTest {
    private static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final List<Column> SCHEMA =
            List.of(new Column("user_id", DataType.STRING), new Column("amount", DataType.BIGINT));
    private static final List<Expectation> GATE = List.of(
            expectation("known", "expect_column_values_to_not_be_null", Map.of("column", "user_id", "mostly", 0.9)),
            expectation(
                    "small",
                    "expect_column_values_to_be_between",
                    Map.of("column", "amount", "min_value", 0, "max_value", 10)),
            expectation("many", "expect_table_row_count_to_be_between", Map.of("min_value", 1)));

    @Test
    void thoseThatFailOneOfTheRules() {
        FailingRows rows = FailingRows.of(GATE, List.of("known", "small"), SCHEMA, COMPILER)
                .orElseThrow();

        assertThat(rows.contains(new Object[] {"ana", 5L})).isFalse();
        assertThat(rows.contains(new Object[] {"ana", null})).isFalse();
        assertThat(rows.contains(new Object[] {"ana", 11L})).isTrue();
        assertThat(rows.contains(new Object[] {null, 5L})).isTrue();
        assertThat(FailingRows.of(GATE, List.of("known"), SCHEMA, COMPILER)
                        .orElseThrow()
                        .contains(new Object[] {"ana", 11L}))
                .isFalse();
    }

    @Test
    void noRowSaysThatARuleAboutAllOfThemFails() {
        assertThat(FailingRows.of(GATE, List.of("small", "many"), SCHEMA, COMPILER))
                .isEmpty();
        assertThat(FailingRows.of(GATE, List.of("small", "gone"), SCHEMA, COMPILER))
                .isEmpty();
        assertThat(FailingRows.of(GATE, List.of(), SCHEMA, COMPILER)).isEmpty();
    }

    private static Expectation expectation(String id, String type, Map<String, Object> arguments) {
        return new Expectation(id, type, arguments, Severity.ERROR, RowAction.KEEP);
    }
}
