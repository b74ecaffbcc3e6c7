package io.sluice.workflows.equality;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code EqualityCheck} for Java callers: do a stream's values hold in the lake and online? */
@WorkflowInterface
public interface EqualityCheck extends RunQuery {
    /** The workflow's type. */
    String TYPE = "EqualityCheck";

    /** Start it under {@code CanonicalIds.equality}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    EqualityCheckResult run(EqualityCheckInput input);
}
