package io.sluice.workflows.decision;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;

/** The verbs as Java callers send them: to a gate, or to the workflow that waits for it. */
@WorkflowInterface
public interface DecisionVerbs {
    /** What {@code approve} does, shown in the UI. */
    String APPROVE = "Waives the failed error rules: {\"by\", \"reason\", \"attempt\"?, \"snapshotId\"?, \"rules\"?}";
    /** What {@code reject} does, shown in the UI. */
    String REJECT = "Ends the window, the candidate is kept: {\"by\", \"reason\", \"attempt\"?, \"snapshotId\"?}";
    /** What {@code remediate} does, shown in the UI. */
    String REMEDIATE =
            "Mends and audits again: {\"by\", \"reason\", \"strategy\": RETRY_AUDIT|REINGEST|QUARANTINE_ROWS|PATCH|PREVIOUS|FIXER,"
                    + " \"path\"?, \"name\"?, \"attempt\"?, \"snapshotId\"?}";
    /** What {@code extend} does, shown in the UI. */
    String EXTEND = "Moves the deadline: {\"by\", \"until\": \"2030-12-24T12:00:00Z\", \"attempt\"?}";
    /** What {@code reassign} does, shown in the UI. */
    String REASSIGN = "Hands the decision to others: {\"by\", \"approvers\": [\"…\"], \"attempt\"?}";
    /** What {@code comment} does, shown in the UI. */
    String COMMENT = "Leaves a note: {\"by\", \"text\"}";

    @SignalMethod(name = "approve", description = APPROVE)
    void approve(Approve approve);

    @SignalMethod(name = "reject", description = REJECT)
    void reject(Reject reject);

    @SignalMethod(name = "remediate", description = REMEDIATE)
    void remediate(Remediate remediate);

    @SignalMethod(name = "extend", description = EXTEND)
    void extend(Extend extend);

    @SignalMethod(name = "reassign", description = REASSIGN)
    void reassign(Reassign reassign);

    @SignalMethod(name = "comment", description = COMMENT)
    void comment(Comment comment);
}
