package io.sluice.workflows.ingest;

import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code BatchIngestion} for Java callers: one partition of one source becomes certified, or does not. */
@WorkflowInterface
public interface BatchIngestion extends DecisionVerbs, RunQuery {
    /** The workflow type. */
    String TYPE = "BatchIngestion";

    /** Start it under {@code CanonicalIds.ingest}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    BatchIngestionResult run(BatchIngestionInput input);
}
