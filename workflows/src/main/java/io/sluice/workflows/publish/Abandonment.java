package io.sluice.workflows.publish;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.GateActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of a candidate whose run fails or was cancelled before it was decided. What a terminated run leaves behind is let
 * go by the next run that stages the same partitions.
 */
final class Abandonment {
    /** A run that was cancelled does not wait for a lake that is away. */
    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder(ActivityCalls.LIGHT)
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setSummary("let go of the candidate")
            .build();

    private Abandonment() {}

    static void of(@Nullable Candidate candidate) {
        if (candidate != null) {
            Workflow.newDetachedCancellationScope(() -> tell(candidate)).run();
        }
    }

    private static void tell(Candidate candidate) {
        try {
            Workflow.newActivityStub(GateActivities.class, OPTIONS).abandonCandidate(candidate);
        } catch (ActivityFailure e) {
            // The run ends for a reason of its own, which is the one to be told.
            Workflow.getLogger(Abandonment.class).warn("Could not let go of snapshot {}", candidate.snapshotId(), e);
        }
    }
}
