package io.sluice.workflows.training;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code TrainingSet} for Java callers: joins labels with the features of releases, point in time. */
@WorkflowInterface
public interface TrainingSet extends RunQuery {
    /** The workflow type. */
    String TYPE = "TrainingSet";

    /** Start it under {@code CanonicalIds.training}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    TrainingSetResult run(TrainingSetInput input);
}
