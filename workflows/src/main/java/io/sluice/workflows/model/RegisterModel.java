package io.sluice.workflows.model;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code RegisterModel} for Java callers: records which training set a version of a model was trained with. */
@WorkflowInterface
public interface RegisterModel extends RunQuery {
    /** The workflow's type. */
    String TYPE = "RegisterModel";

    /** Start it under {@code CanonicalIds.model}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    RegisterModelResult run(RegisterModelInput input);
}
