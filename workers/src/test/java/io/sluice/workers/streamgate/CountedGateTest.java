package io.sluice.workers.streamgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Expectation;
import io.sluice.definitions.model.Expectation.RowAction;
import io.sluice.definitions.model.Expectation.Severity;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.quality.audit.CountedGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CountedGateTest {
    private static final List<Column> SCHEMA =
            List.of(new Column("amount", DataType.BIGINT), new Column("kind", DataType.STRING));
    private static final Expectation NULLS = expectation(
            "nulls", "expect_column_values_to_not_be_null", Map.of("column", "amount", "mostly", 0.9), Severity.ERROR);
    private static final Expectation RANGE = expectation(
            "range",
            "expect_column_values_to_be_between",
            Map.of("column", "amount", "min_value", 0, "max_value", 10, "mostly", 0.8),
            Severity.ERROR);
    private static final Expectation LOOSE = expectation(
            "loose",
            "expect_column_values_to_be_in_set",
            Map.of("column", "kind", "value_set", List.of("a")),
            Severity.WARNING);

    private final CountedGate gate = gate(List.of(NULLS, RANGE, LOOSE), 0.2);

    @Test
    void saysOfCountsWhatTheAuditSaysOfTheRows() {
        Random random = new Random(4);
        for (int run = 0; run < 300; run++) {
            long[] counts = new long[gate.counters().size()];
            int rows = 1 + random.nextInt(30);
            int nulls = 0;
            int outside = 0;
            for (int i = 0; i < rows; i++) {
                Long amount = random.nextInt(9) == 0 ? null : Long.valueOf(random.nextInt(13));
                nulls += amount == null ? 1 : 0;
                outside += amount != null && amount > 10 ? 1 : 0;
                gate.count(new Object[] {amount, random.nextBoolean() ? "a" : null}, counts);
            }
            boolean fewNulls = (double) (rows - nulls) / rows >= 0.9;
            boolean inside = rows == nulls || (double) (rows - nulls - outside) / (rows - nulls) >= 0.8;

            assertThat(gate.failed(counted(rows, 0, counts)))
                    .as("%d rows, %d nulls, %d outside", rows, nulls, outside)
                    .isEqualTo(
                            fewNulls
                                    ? inside ? List.of() : List.of("range")
                                    : inside ? List.of("nulls") : List.of("nulls", "range"));
        }
    }

    @Test
    void tooManyRefusedRowsFail() {
        long[] none = new long[gate.counters().size()];

        assertThat(gate.failed(counted(80, 20, none))).isEmpty();
        assertThat(gate.failed(counted(79, 21, none))).containsExactly("quarantine_limit");
    }

    @Test
    void whatCountingDoesNotAnswerIsNamed() {
        CountedGate other = gate(
                List.of(
                        NULLS,
                        expectation(
                                "rows", "expect_table_row_count_to_be_between", Map.of("min_value", 5), Severity.ERROR),
                        expectation(
                                "unique",
                                "expect_column_values_to_be_unique",
                                Map.of("column", "kind"),
                                Severity.ERROR),
                        expectation(
                                "mean",
                                "expect_column_mean_to_be_between",
                                Map.of("column", "amount", "max_value", 3),
                                Severity.ERROR)),
                1);

        assertThat(other.atCertification().keySet()).containsExactly("rows", "unique", "mean");
        assertThat(other.counters()).isNotEmpty();
    }

    private GateCounts counted(long rows, long invalid, long[] counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            named.put(gate.counters().get(i), counts[i]);
        }
        return new GateCounts(rows + invalid, invalid, rows, named);
    }

    private static CountedGate gate(List<Expectation> expectations, double limit) {
        return new CountedGate(expectations, limit, SCHEMA, new CatalystExpressionCompiler());
    }

    private static Expectation expectation(String id, String type, Map<String, Object> kwargs, Severity severity) {
        return new Expectation(id, type, kwargs, severity, RowAction.KEEP);
    }
}
