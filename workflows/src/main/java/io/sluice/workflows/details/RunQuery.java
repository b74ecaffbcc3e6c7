package io.sluice.workflows.details;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;

/** The query that every run but a gate answers. */
@WorkflowInterface
public interface RunQuery {
    @QueryMethod(name = "status", description = "Phase, steps done, next step, gates and ignored messages")
    RunStatus status();
}
