package io.sluice.workflows.view;

import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code ViewUpdate} for Java callers: the change points of a view for a range of days become certified, or do not. */
@WorkflowInterface
public interface ViewUpdate extends DecisionVerbs, RunQuery {
    /** The workflow type. */
    String TYPE = "ViewUpdate";

    /** Start it under {@code CanonicalIds.update}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    ViewUpdateResult run(ViewUpdateInput input);
}
