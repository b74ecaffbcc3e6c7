package io.sluice.workers.streamgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.definitions.streamgate.Stretch;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.CountedGate;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
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

    private static final AuditFacts FACTS =
            new AuditFacts("events.x", "0", "1:0-9", 1, 100, 0, 0, List.of(), List.of(), List.of(), 0, true, 1);

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
                gate.count(new Object[] {amount, random.nextBoolean() ? "a" : null}, 0, counts);
            }
            boolean fewNulls = (double) (rows - nulls) / rows >= 0.9;
            boolean inside = rows == nulls || (double) (rows - nulls - outside) / (rows - nulls) >= 0.8;

            assertThat(gate.failed(counted(rows, 0, counts), 0))
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

        assertThat(gate.failed(counted(80, 20, none), 0)).isEmpty();
        assertThat(gate.failed(counted(79, 21, none), 0)).containsExactly("quarantine_limit");
    }

    @Test
    void aFewRecordsFailWhatTheyWouldFailAmongAHundred() {
        long[] none = new long[gate.counters().size()];
        assertThat(gate.failed(counted(0, 20, none), 100)).isEmpty();
        assertThat(gate.failed(counted(0, 21, none), 100)).containsExactly("quarantine_limit");

        assertThat(gate.failed(counted(10, 0, nulls(10)), 100)).isEmpty();
        assertThat(gate.failed(counted(11, 0, nulls(11)), 100)).containsExactly("nulls");
        assertThat(gate.failed(counted(100, 0, nulls(11)), 100)).containsExactly("nulls");

        GateCounts history = new GateCounts(10_000, 1, 2, counted(2, 1, none).counted());
        assertThat(gate.failed(history, 100))
                .as("records that no rule looks at make no window full")
                .isEmpty();

        CountedGate strict = gate(
                List.of(expectation(
                        "never", "expect_column_values_to_not_be_null", Map.of("column", "amount"), Severity.ERROR)),
                1);
        GateCounts one = new GateCounts(1, 0, 1, Map.of(strict.counters().get(0), 1L));
        assertThat(strict.failed(one, 100)).as("no tolerance, no patience").containsExactly("never");
    }

    private long[] nulls(int rows) {
        long[] counts = new long[gate.counters().size()];
        for (int i = 0; i < rows; i++) {
            gate.count(new Object[] {null, "a"}, 0, counts);
        }
        return counts;
    }

    /** Somebody relaxes a bound while an interval is held: that one is for people to decide, the others are judged. */
    @Test
    void whatAnotherGateDidNotCountIsUnknown() {
        GateCounts counts = counted(100, 0, nulls(20));
        Expectation wider = expectation(
                "range",
                "expect_column_values_to_be_between",
                Map.of("column", "amount", "min_value", 0, "max_value", 99),
                Severity.ERROR);
        Expectation fewer = expectation(
                "nulls",
                "expect_column_values_to_not_be_null",
                Map.of("column", "amount", "mostly", 0.8),
                Severity.ERROR);

        AuditResult result = gate(List.of(fewer, wider), 1)
                .audit(
                        counts,
                        new AuditFacts(
                                "events.x", "0", "1:0-9", 1, 100, 0, 0, List.of(), List.of(), List.of(), 0, true, 1));

        assertThat(result.rules())
                .filteredOn(rule -> List.of("nulls", "range").contains(rule.rule()))
                .extracting(RuleOutcome::status)
                .containsExactly(Status.PASSED, Status.UNKNOWN);
        assertThat(result.rules())
                .filteredOn(RuleOutcome::blocks)
                .extracting(RuleOutcome::observed)
                .containsExactly(
                        "could not be evaluated: the gate was another one when these rows were counted, and they cannot be counted again");
    }

    /** By the times in the stamps: of a hundred records fifty may be old, and few of them say nothing. */
    @Test
    void oldRecordsFailOnceTheyAreMostOfThem() {
        CountedGate fresh = gate(
                List.of(expectation(
                        "fresh",
                        "expect_stream_freshness_to_be_within",
                        Map.of("max_age", "1 minute"),
                        Severity.ERROR)),
                1);
        assertThat(fresh.failed(lagging(fresh, 50, 60_001), 100)).isEmpty();
        assertThat(fresh.failed(lagging(fresh, 51, 60_001), 100)).containsExactly("fresh");
        assertThat(fresh.failed(lagging(fresh, 500, 60_000), 100)).isEmpty();
        assertThat(fresh.failed(lagging(fresh, 500, IntervalGate.NO_LAG), 100)).isEmpty();
        assertThat(fresh.audit(lagging(fresh, 51, 60_001), FACTS).rules())
                .filteredOn(rule -> rule.rule().equals("fresh"))
                .extracting(RuleOutcome::status, RuleOutcome::unexpected)
                .containsExactly(tuple(Status.FAILED, 51L));
    }

    private static GateCounts lagging(CountedGate gate, int records, long lag) {
        long[] counts = new long[1];
        for (int i = 0; i < records; i++) {
            gate.count(new Object[] {1L, "a"}, lag, counts);
        }
        return new GateCounts(records, 0, records, Map.of(gate.counters().get(0), counts[0]));
    }

    @Test
    void stretchesAreJudgedAsBatchPartitionsAre() {
        CountedGate volume = gate(
                List.of(
                        volume("rows", "expect_stream_row_count_to_be_between", Map.of("min_value", 5)),
                        volume("change", "expect_stream_row_count_change_to_be_between", Map.of("min_value", -0.5)),
                        volume("score", "expect_stream_row_count_robust_z_score_to_be_less_than", Map.of()),
                        expectation(
                                "minutes",
                                "expect_stream_row_count_to_be_between",
                                Map.of("max_value", 1, "every", "1 minute"),
                                Severity.ERROR)),
                1);
        List<Long> before = List.of(100L, 104L, 96L, 99L, 101L, 98L, 102L);

        assertThat(volume.stretches()).containsExactly(3_600_000L, 60_000L);
        assertThat(volume.failed(hour(97, before))).isEmpty();
        assertThat(volume.failed(hour(49, before))).containsExactly("change", "score");
        assertThat(volume.failed(hour(120, before))).as("twenty more").containsExactly("score");
        assertThat(volume.failed(hour(4, List.of(100L, 104L))))
                .as("history too short")
                .containsExactly("rows");
        assertThat(volume.failed(new Stretch(60_000, 0, 2, before))).containsExactly("minutes");

        assertThat(volume.audit(hour(49, before).counts(), FACTS).rules())
                .filteredOn(rule -> rule.rule().equals("change"))
                .extracting(RuleOutcome::status, RuleOutcome::observed)
                .containsExactly(tuple(
                        Status.FAILED,
                        "in 1 hour from 1970-01-01T01:00:00Z on the number of rows is 49, the median of the last 7 is 100:"
                                + " a change of -51 %"));
        assertThat(volume.audit(hour(9, List.of(1L)).counts(), FACTS).rules())
                .filteredOn(rule -> rule.rule().equals("change"))
                .extracting(RuleOutcome::observed)
                .containsExactly(
                        "in 1 hour from 1970-01-01T01:00:00Z on not judged yet: there are 1 stretches before to"
                                + " compare with, 3 are needed");
        assertThat(volume.failed(new GateCounts(0, 0, 0, Map.of()), 100))
                .as("an interval in which none ended")
                .isEmpty();
    }

    private static Stretch hour(long rows, List<Long> before) {
        return new Stretch(3_600_000, 3_600_000, rows, before);
    }

    private static Expectation volume(String id, String type, Map<String, Object> kwargs) {
        return expectation(id, type, kwargs, Severity.ERROR);
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
