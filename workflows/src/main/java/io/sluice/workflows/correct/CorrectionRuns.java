package io.sluice.workflows.correct;

import io.sluice.workflows.launch.CanonicalIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** Corrections that other workflows begin: they go on when whoever began them ends, and at most one of a source runs. */
public final class CorrectionRuns {
    private CorrectionRuns() {}

    /** One of a source, not begun. Beginning it fails with a {@code ChildWorkflowFailure} where one runs already. */
    public static Correction of(String source) {
        return Workflow.newChildWorkflowStub(
                Correction.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(CanonicalIds.correct(source))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("late events of " + source)
                        .build());
    }
}
