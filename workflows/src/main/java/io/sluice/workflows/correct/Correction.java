package io.sluice.workflows.correct;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code Correction} for Java callers: late events of a stream that are new are admitted to its log. */
@WorkflowInterface
public interface Correction extends RunQuery {
    /** The workflow's type. */
    String TYPE = "Correction";

    /** Start it under {@code CanonicalIds.correct}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    CorrectionResult run(CorrectionInput input);
}
