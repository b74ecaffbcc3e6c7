package io.sluice.workflows.apply;

import io.sluice.workflows.details.RunQuery;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code ApplyDefinitions} for Java callers: registers a project's definitions with their versions. */
@WorkflowInterface
public interface ApplyDefinitions extends RunQuery {
    /** The workflow type. */
    String TYPE = "ApplyDefinitions";

    /** Start it under {@code CanonicalIds.definitions}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    ApplyResult run(ApplyDefinitionsInput input);
}
