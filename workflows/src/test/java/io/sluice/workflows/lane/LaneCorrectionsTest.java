package io.sluice.workflows.lane;

import static io.sluice.workflows.lane.Clicks.LAKE;
import static io.sluice.workflows.lane.Clicks.VIEW;
import static io.sluice.workflows.lane.Clicks.instance;
import static io.sluice.workflows.lane.Clicks.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane has late events corrected where its source wants that. */
final class LaneCorrectionsTest {
    private final Clicks clicks = new Clicks();

    @AfterEach
    void close() {
        clicks.close();
    }

    @Test
    void lateEventsThatAreArchivedAreCorrectedOnce() {
        clicks.streams().corrects("clicks");
        clicks.start();
        // it has read them, but they are not in the archive, where they are looked up
        clicks.report(VIEW, partition(0, 100, 7));
        awaitLag(VIEW, 7);
        assertThat(clicks.streams().corrections()).isEmpty();

        clicks.report(LAKE, partition(0, 100, 8));
        clicks.await(() -> clicks.streams().corrections().size() == 1);
        clicks.report(LAKE, partition(0, 200, 9), partition(1, 10, 0));
        awaitLag(LAKE, 9);
        assertThat(clicks.streams().corrections()).as("at most one a minute").hasSize(1);
        assertThat(clicks.streams().corrections().get(0).source()).isEqualTo("clicks");
    }

    /** Those of an incarnation before may wait, and it has counted none. */
    @Test
    void oneIsStartedOnceTheLakeSinkOfAnIncarnationIsHeardOfWhateverItCounted() {
        clicks.streams().corrects("clicks");
        clicks.start();
        clicks.report(VIEW, none(3));
        awaitLag(VIEW, 3);
        assertThat(clicks.streams().corrections()).isEmpty();
        clicks.report(LAKE, none(3));
        clicks.await(() -> clicks.streams().corrections().size() == 1);
    }

    @Test
    void oneThatEndsWhileTheLaneIsPausedHoldsNothingUp() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        clicks.streams().corrects("clicks");
        clicks.streams().correctAfter(told);
        try {
            clicks.start();
            clicks.report(LAKE, partition(0, 100, 8));
            clicks.await(() -> clicks.streams().corrections().size() == 1);
            clicks.say("pause", Clicks.SAID);
            clicks.await(() -> clicks.streams().closed().size() == 4);
        } finally {
            told.complete(null);
        }
        clicks.sluice()
                .until(
                        Clicks.LANE,
                        status -> status.done().stream().anyMatch(done -> done.contains("late events: 0 admitted")));
        clicks.say("resume", Clicks.SAID);
        clicks.await(() -> clicks.streams().running().size() == 4);
        assertThat(clicks.streams().corrections()).hasSize(1);
    }

    @Test
    void otherPoliciesStartNone() {
        clicks.start();
        clicks.report(LAKE, partition(0, 100, 8));
        awaitLag(LAKE, 8);
        assertThat(clicks.streams().corrections()).isEmpty();
    }

    /** No late events. */
    private static PartitionCheckpoint none(long lag) {
        return new PartitionCheckpoint(0, "9", 2000L, 1000L, 9, 0, 0, 0, 0, 0, 0, lag, "PASS", List.of());
    }

    private void awaitLag(String id, long lag) {
        clicks.sluice().until(Clicks.LANE, status -> instance(status, id).lag() == lag);
    }
}
