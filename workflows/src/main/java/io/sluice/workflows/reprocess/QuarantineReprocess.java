package io.sluice.workflows.reprocess;

import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code QuarantineReprocess} for Java callers: quarantined rows that pass now become certified. */
@WorkflowInterface
public interface QuarantineReprocess extends DecisionVerbs, RunQuery {
    /** The workflow's type. */
    String TYPE = "QuarantineReprocess";

    /** Start it under {@code CanonicalIds.reprocess}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    QuarantineReprocessResult run(QuarantineReprocessInput input);
}
