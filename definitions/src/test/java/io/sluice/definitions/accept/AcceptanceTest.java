package io.sluice.definitions.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.store.testing.InMemoryStore;
import org.junit.jupiter.api.Test;

/** Verdicts at their limits: two source partitions, lateness 10 ms, clocks 5 ms apart, admitted events remembered for 30 ms. */
final class AcceptanceTest {
    private static final AcceptRules RULES = new AcceptRules(2, 10, 5, Long.MIN_VALUE, 30, 0, RejectedRanges.NONE);

    private final Acceptance acceptance = new Acceptance(RULES, new InMemoryStore());

    private Stamped event(int partition, long time, long reached, String id, int content) {
        return Stamped.event(
                new Stamp(partition, 0, 1_000, reached), time, id, new byte[0], new byte[] {(byte) content});
    }

    private Verdict decide(Stamped record) {
        return acceptance.decide(record).verdict();
    }

    private void tick(int partition, long reached) {
        decide(Stamped.tick(new Stamp(partition, 0, 1_000, reached)));
    }

    @Test
    void anEventIsLateAMillisecondBeforeWhatIsAllowed() {
        assertThat(decide(event(0, 90, 100, "a", 0))).isEqualTo(Verdict.ACCEPTED);
        assertThat(decide(event(0, 89, 100, "b", 0))).isEqualTo(Verdict.LATE);
    }

    @Test
    void latenessIsThatOfItsOwnSourcePartition() {
        tick(0, 500);
        assertThat(decide(event(1, 20, 20, "a", 0))).isEqualTo(Verdict.ACCEPTED);
        assertThat(acceptance.clock()).isEqualTo(500);
        assertThat(acceptance.watermark()).isEqualTo(20);
    }

    @Test
    void aDuplicateOfAnotherSourcePartitionIsFoundWhileThatIsBehind() {
        tick(1, 100);
        assertThat(decide(event(0, 90, 90, "a", 0))).isEqualTo(Verdict.ACCEPTED);
        tick(0, 10_000);
        assertThat(decide(event(1, 90, 100, "a", 0))).isEqualTo(Verdict.DUPLICATE);
        assertThat(decide(event(1, 90, 100, "a", 1))).isEqualTo(Verdict.INVALID);
    }

    @Test
    void theFirstByOffsetOfTwoPayloadsStays() {
        tick(1, 100);
        assertThat(decide(event(0, 90, 90, "a", 1))).isEqualTo(Verdict.ACCEPTED);
        assertThat(decide(event(0, 90, 90, "a", 0))).isEqualTo(Verdict.INVALID);
        assertThat(decide(event(0, 90, 90, "a", 1))).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void anOrdinaryEventInTimeIsADuplicateOfAnAdmittedOne() {
        tick(0, 200);
        tick(1, 100);
        assertThat(decide(event(0, 90, 200, "a", 0))).isEqualTo(Verdict.LATE);
        assertThat(decide(event(0, 90, 200, "a", 0).admitted())).isEqualTo(Verdict.ADMIT);
        assertThat(decide(event(1, 90, 100, "a", 0))).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void anAdmittedEventIsRememberedForSoLong() {
        tick(0, 100);
        tick(1, 100);
        assertThat(decide(event(0, 75, 100, "a", 0).admitted())).isEqualTo(Verdict.ADMIT);
        tick(0, 105);
        assertThat(decide(event(0, 75, 100, "a", 0).admitted())).isEqualTo(Verdict.DUPLICATE);
        tick(0, 106);
        assertThat(decide(event(0, 75, 100, "a", 0).admitted())).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void whatComesFromTheFutureMovesNothing() {
        tick(1, 100);
        assertThat(decide(event(0, 1_005, 1_005, "a", 0))).isEqualTo(Verdict.ACCEPTED);
        assertThat(acceptance.watermark()).isEqualTo(100);
        tick(1, 2_000);
        assertThat(decide(event(0, 1_011, 1_010, "b", 0))).isEqualTo(Verdict.FUTURE);
        assertThat(acceptance.clock()).isEqualTo(2_000);
        assertThat(acceptance.watermark()).isEqualTo(1_005);
    }

    @Test
    void aSourcePartitionMoreNeedsANewIncarnation() {
        assertThatThrownBy(() -> tick(2, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one more needs a new incarnation");
    }
}
