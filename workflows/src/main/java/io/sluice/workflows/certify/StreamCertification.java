package io.sluice.workflows.certify;

import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code StreamCertification} for Java callers: what a stream accepted on closed days becomes certified. */
@WorkflowInterface
public interface StreamCertification extends DecisionVerbs, RunQuery {
    /** The workflow's type. */
    String TYPE = "StreamCertification";

    /** Start it under {@code CanonicalIds.certify}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    StreamCertificationResult run(StreamCertificationInput input);
}
