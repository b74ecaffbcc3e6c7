package io.sluice.workflows.release;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code MergedViewPublish} for Java callers: makes the next release of a view. */
@WorkflowInterface
public interface MergedViewPublish extends RunQuery {
    /** The workflow type. */
    String TYPE = "MergedViewPublish";

    /** Start it under {@code CanonicalIds.publish}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    ReleaseResult run(MergedViewPublishInput input);
}
