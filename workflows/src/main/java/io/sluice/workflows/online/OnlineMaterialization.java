package io.sluice.workflows.online;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code OnlineMaterialization} for Java callers: writes a release into the online store. */
@WorkflowInterface
public interface OnlineMaterialization extends RunQuery {
    /** The workflow type. */
    String TYPE = "OnlineMaterialization";

    /** Start it under {@code CanonicalIds.online}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    OnlineMaterializationResult run(OnlineMaterializationInput input);
}
