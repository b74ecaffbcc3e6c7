package io.sluice.workflows.lane;

import static io.sluice.workflows.lane.Clicks.LAKE;
import static io.sluice.workflows.lane.Clicks.VIEW;
import static io.sluice.workflows.lane.Clicks.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.correct.CorrectionResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane has late events corrected where its source wants that. */
final class LaneCorrectionsTest {
    private static final String CORRECTION = "correct/clicks";

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
        clicks.report(VIEW, partition(0, 100, 0));
        clicks.await(() -> clicks.sluice().details(Clicks.LANE).contains("| 0 | 100 |"));
        assertThat(clicks.streams().corrections()).isEmpty();

        clicks.report(LAKE, partition(0, 100, 0));
        clicks.await(() -> clicks.streams().corrections().size() == 1);
        clicks.report(LAKE, partition(0, 200, 0));
        clicks.sluice().environment().sleep(Duration.ofMinutes(7));
        assertThat(clicks.streams().corrections()).hasSize(1);

        // one more, in another partition
        clicks.report(LAKE, partition(0, 200, 0), partition(1, 10, 0));
        clicks.await(() -> clicks.streams().corrections().size() == 2);
        assertThat(clicks.sluice()
                        .client()
                        .newUntypedWorkflowStub(CORRECTION)
                        .describe()
                        .getWorkflowType())
                .isEqualTo("Correction");
    }

    @Test
    void whatWaitsIsLookedAtAgainWithinMinutesAndSoIsWhatFailed() {
        clicks.streams().corrects("clicks");
        clicks.streams().late(new CorrectionResult("clicks", 0, 0, 0, 0, 1, List.of()));
        clicks.start();
        clicks.report(LAKE, partition(0, 100, 0));
        clicks.await(() -> clicks.streams().corrections().size() == 1);
        clicks.sluice()
                .activities()
                .faults()
                .next(
                        "AdmitLateEvents",
                        ApplicationFailure.newNonRetryableFailure("broken", FailureTypes.CONTRACT_VIOLATION));

        clicks.sluice().environment().sleep(Duration.ofMinutes(12));
        clicks.report(LAKE, partition(0, 100, 0));

        clicks.await(() -> clicks.streams().corrections().size() == 2);
    }

    @Test
    void otherPoliciesStartNone() {
        clicks.start();
        clicks.report(LAKE, partition(0, 100, 0));
        clicks.sluice().environment().sleep(Duration.ofMinutes(7));
        assertThat(clicks.streams().corrections()).isEmpty();
    }
}
