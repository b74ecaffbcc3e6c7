package io.sluice.definitions.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found out about one late event, case by case. */
final class AdmissionsTest {
    private static final long TIME = 50;

    @Test
    void anEventThatNobodyKnowsIsNew() {
        assertThat(found(List.of(late(7, "a", 1)), other -> {})).containsExactly(Finding.NEW);
    }

    @Test
    void anotherIdOrTimeOrKeyIsAnotherEvent() {
        assertThat(found(List.of(late(7, "a", 1)), known -> {
                    known.take(decided(Verdict.ACCEPTED, late(1, "b", 1)));
                    known.take(decided(Verdict.ACCEPTED, event(1, TIME + 1, "a", 1, 1)));
                    known.take(decided(Verdict.ACCEPTED, event(1, TIME, "a", 2, 1)));
                }))
                .containsExactly(Finding.NEW);
    }

    @Test
    void onlyWhatCountsMakesADuplicateOrAConflict() {
        assertThat(found(List.of(late(7, "a", 1)), known -> {
                    known.take(decided(Verdict.REJECTED, late(1, "a", 1)));
                    known.take(decided(Verdict.LATE, late(2, "a", 1)));
                }))
                .containsExactly(Finding.NEW);
        assertThat(found(List.of(late(7, "a", 1)), known -> known.take(decided(Verdict.ACCEPTED, late(1, "a", 1)))))
                .containsExactly(Finding.DUPLICATE);
        assertThat(found(
                        List.of(late(7, "a", 1)),
                        known -> known.take(
                                decided(Verdict.ADMIT, late(1, "a", 2).admitted()))))
                .containsExactly(Finding.CONFLICT);
    }

    @Test
    void whatWasBroughtBackBeforeIsNotBroughtBackAgainWhateverBecameOfIt() {
        Stamped late = late(7, "a", 1);
        for (Verdict verdict : List.of(Verdict.ADMIT, Verdict.REJECTED, Verdict.INVALID, Verdict.DUPLICATE)) {
            assertThat(found(List.of(late), known -> known.take(decided(verdict, late.admitted()))))
                    .as("%s", verdict)
                    .containsExactly(Finding.ADMITTED);
        }
        assertThat(found(List.of(late), known -> known.awaits(late.admitted()))).containsExactly(Finding.ADMITTED);
    }

    @Test
    void whatWaitsToBeAdmittedCounts() {
        assertThat(found(
                        List.of(late(7, "a", 1)),
                        known -> known.awaits(late(6, "a", 1).admitted())))
                .containsExactly(Finding.DUPLICATE);
    }

    @Test
    void ofSeveralLateOnesTheFirstIsNew() {
        assertThat(found(List.of(late(7, "a", 1), late(8, "a", 1), late(9, "a", 2)), known -> {}))
                .containsExactly(Finding.NEW, Finding.DUPLICATE, Finding.CONFLICT);
    }

    @Test
    void aRowThatBreaksARuleIsNotBroughtBack() {
        Stamped good = late(7, "a", 1);
        Stamped broken =
                new Stamped(good.kind(), good.stamp(), TIME, "a", good.key(), good.row(), List.of("rule"), new byte[0]);
        assertThat(found(List.of(broken, late(8, "a", 1)), known -> {})).containsExactly(Finding.BROKEN, Finding.NEW);
    }

    @Test
    void anEventIsDueWhenTheWatermarkHasPassedItByMoreThanTheLateness() {
        assertThat(Admissions.isDue(late(7, "a", 1), TIME + 10, 10)).isFalse();
        assertThat(Admissions.isDue(late(7, "a", 1), TIME + 11, 10)).isTrue();
        assertThat(Admissions.isDue(late(7, "a", 1), Stamp.NOTHING, 10)).isFalse();
    }

    private interface Known {
        void tell(Admissions admissions);
    }

    private static List<Finding> found(List<Stamped> late, Known known) {
        Admissions admissions = new Admissions(late);
        known.tell(admissions);
        return admissions.findings();
    }

    private static LogRecord decided(Verdict verdict, Stamped record) {
        return new LogRecord(0, LogRecord.FIRST, verdict, List.of(), record);
    }

    private static Stamped late(long offset, String id, int row) {
        return event(offset, TIME, id, 1, row);
    }

    private static Stamped event(long offset, long time, String id, int key, int row) {
        return Stamped.event(
                new Stamp(0, offset, 100, 100), time, id, new byte[] {(byte) key}, new byte[] {(byte) row});
    }
}
