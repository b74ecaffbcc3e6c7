package io.sluice.workflows.lane.part;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CorrectionDueTest {
    private static final long MINUTE = 60_000;
    private static final long NOW = 1_000 * MINUTE;

    private final CorrectionDue due = new CorrectionDue();

    @Test
    void oneIsDueWhenThereIsSomethingNew() {
        assertThat(due.isDue(0, NOW)).as("what came before may wait").isTrue();
        assertThat(due.isDue(3, NOW)).isTrue();
        due.whole();
        due.begun(3, NOW);
        assertThat(due.isDue(5, NOW + 9 * MINUTE)).as("one runs").isFalse();
        due.done();
        due.remind();
        assertThat(due.isDue(3, NOW + 9 * MINUTE)).as("nothing new").isFalse();
        assertThat(due.isDue(4, NOW + MINUTE - 1)).as("at most one a minute").isFalse();
        assertThat(due.isDue(4, NOW + MINUTE)).isTrue();
    }

    @Test
    void whatWaitedIsDueAgainInAnotherIncarnation() {
        due.incarnation(1);
        due.whole();
        due.begun(0, NOW);
        due.done();
        due.incarnation(1);
        assertThat(due.isDue(0, NOW + MINUTE)).isFalse();
        due.incarnation(2);
        assertThat(due.isDue(0, NOW + MINUTE - 1)).as("at most one a minute").isFalse();
        assertThat(due.isDue(0, NOW + MINUTE)).isTrue();
        due.whole();
        due.begun(0, NOW + MINUTE);
        due.done();
        due.incarnation(2);
        assertThat(due.isDue(0, NOW + 9 * MINUTE)).isFalse();
    }

    /** The tail of the incarnation before may be archived after this one was looked at, and is counted nowhere. */
    @Test
    void oneThatBeganBeforeTheArchiveWasWholeIsFollowedByOneThatBeginsThen() {
        due.incarnation(2);
        due.begun(0, NOW);
        due.whole();
        due.whole();
        assertThat(due.isDue(0, NOW + MINUTE)).as("one runs").isFalse();
        due.done();
        assertThat(due.isDue(0, NOW + MINUTE - 1)).as("at most one a minute").isFalse();
        assertThat(due.isDue(0, NOW + MINUTE)).isTrue();
        due.begun(0, NOW + MINUTE);
        due.done();
        due.whole();
        assertThat(due.isDue(0, NOW + 999 * MINUTE)).isFalse();
        due.incarnation(3);
        due.begun(0, NOW + 999 * MINUTE);
        due.done();
        due.whole();
        assertThat(due.isDue(0, NOW + 1000 * MINUTE)).as("of each incarnation").isTrue();
    }

    @Test
    void whileTheArchiveIsNotWholeOneIsDueMoreAndMoreRarely() {
        due.begun(0, NOW);
        due.done();
        assertThat(due.isDue(0, NOW + 2 * MINUTE - 1)).isFalse();
        assertThat(due.isDue(4, NOW + MINUTE))
                .as("what is counted waits no longer")
                .isTrue();
        long at = NOW;
        for (int minutes : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            assertThat(due.isDue(0, at + minutes * MINUTE - 1)).isFalse();
            at += minutes * MINUTE;
            assertThat(due.isDue(0, at)).isTrue();
            due.begun(0, at);
            due.done();
        }
    }

    @Test
    void whatWasLeftOverIsDueAgainAfterAReminder() {
        due.whole();
        due.begun(3, NOW);
        due.leftOver();
        assertThat(due.isDue(3, NOW + 2 * MINUTE)).isFalse();
        due.remind();
        assertThat(due.isDue(3, NOW + 2 * MINUTE)).isTrue();
        due.begun(3, NOW + 2 * MINUTE);
        due.done();
        due.remind();
        assertThat(due.isDue(3, NOW + 9 * MINUTE)).isFalse();
    }
}
