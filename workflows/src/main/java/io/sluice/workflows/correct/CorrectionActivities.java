package io.sluice.workflows.correct;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From the archive of a stream to its control topic. Task queue {@code sluice-stream}; as long as there are late events. */
@ActivityInterface
public interface CorrectionActivities {
    /**
     * Admits the late events of a stream that are new, each once, however often and wherever this is called; the same run gets the
     * same answer. InvalidInput where the source's late policy is another one, NotFound where its stream was never begun.
     */
    @ActivityMethod(name = "AdmitLateEvents")
    CorrectionResult admit(CorrectionRequest request);
}
