package io.sluice.definitions.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of the log and rows survive as bytes, equal ones as equal bytes, and damage is found. */
final class CodecsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("a", DataType.STRING),
            new Column("b", DataType.DOUBLE),
            new Column("c", DataType.decimal(10, 2)),
            new Column("d", DataType.array(DataType.DOUBLE)));

    private final RowCodec rows = new RowCodec(COLUMNS);

    @Test
    void recordsOfTheLogReadBackAsTheyWereWritten() {
        for (long seed = 1; seed <= 40; seed++) {
            RandomLog log = new RandomLog(seed);
            Acceptance acceptance =
                    new Acceptance(log.rules(), new io.sluice.definitions.store.testing.InMemoryStore());
            for (Stamped record : log.records()) {
                LogRecord decided = acceptance.decide(record);
                LogRecord read = LogRecord.decode(decided.encoded());
                assertThat(read).usingRecursiveComparison().isEqualTo(decided);
                assertThat(Stamped.decode(record.encoded()))
                        .usingRecursiveComparison()
                        .isEqualTo(record);
            }
        }
    }

    @Test
    void decisionsReadBackAsTheyWereWritten() {
        GateDecision decision = new GateDecision("gate/x", 2, 1, 10, 20, GateDecision.Outcome.REJECT);
        assertThat(GateDecision.decode(decision.encoded())).isEqualTo(decision);
    }

    @Test
    void equalRowsHaveEqualBytes() {
        byte[] one = rows.encode(new Object[] {"x", 0.0, new BigDecimal("1.50"), List.of(0.0, 2.0)});
        byte[] other = rows.encode(new Object[] {"x", -0.0, new BigDecimal("1.5"), List.of(-0.0, 2.0)});
        byte[] different = rows.encode(new Object[] {"x", 0.0, new BigDecimal("1.51"), List.of(0.0, 2.0)});
        assertThat(one).isEqualTo(other).isNotEqualTo(different);
    }

    @Test
    void rowsReadBackWithTheirNulls() {
        @Nullable Object[] row = {null, 2.5, null, Arrays.asList(1.0, null)};
        assertThat(rows.decode(rows.encode(row))).containsExactly(null, 2.5, null, Arrays.asList(1.0, null));
    }

    @Test
    void rowsOfOtherColumnsAndDamagedOnesAreRefused() {
        byte[] bytes = rows.encode(new @Nullable Object[] {"x", 1.0, null, null});
        assertThatThrownBy(() -> new RowCodec(COLUMNS.subList(0, 3)).decode(bytes))
                .hasMessageContaining("other columns");
        assertThatThrownBy(() -> rows.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("too few");
        assertThatThrownBy(() -> rows.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("too many");
        bytes[0] = 9;
        assertThatThrownBy(() -> rows.decode(bytes)).hasMessageContaining("upgrade the reader");
    }

    @Test
    void doublesThatAreNoNumbersBelowTheLimitBreakTheRule() {
        NumberRange rule = new NumberRange(COLUMNS);
        assertThat(rule.violations(new @Nullable Object[] {"x", null, null, null}))
                .isEmpty();
        assertThat(rule.violations(new @Nullable Object[] {"x", 9.99e17, null, null}))
                .isEmpty();
        for (double bad : new double[] {1e18, -1e18, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(rule.violations(new @Nullable Object[] {"x", bad, null, null}))
                    .containsExactly("number_range");
        }
    }
}
