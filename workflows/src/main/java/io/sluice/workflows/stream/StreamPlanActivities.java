package io.sluice.workflows.stream;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a lane asks the registry. Light: task queue {@code sluice}. */
@ActivityInterface
public interface StreamPlanActivities {
    /**
     * Resolves what runs for a source now; reads only.
     *
     * @throws RuntimeException NotFound names the nearest source; InvalidInput for one that is no stream; NotAvailable where
     *     this build has no streams
     */
    @ActivityMethod(name = "ResolveStream")
    StreamPlan resolveStream(String source);
}
