package io.sluice.workflows.hosting;

import io.sluice.workflows.details.RunQuery;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code StreamInstance} for Java callers: hosts one app or sink until it is cancelled. A lane starts it. */
@WorkflowInterface
public interface StreamInstance extends RunQuery {
    /** The workflow's type. */
    String TYPE = "StreamInstance";

    /** Start it under {@code CanonicalIds.streamInstance}: under another id it may return before the app has ended. */
    @WorkflowMethod(name = TYPE)
    void run(StreamInstanceInput input);
}
