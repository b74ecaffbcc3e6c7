package io.sluice.workflows.gate.audit;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The audit of a snapshot. Heavy: task queue {@code sluice-batch}. */
@ActivityInterface
public interface AuditActivities {
    /**
     * Evaluates the newest version of a gate at one snapshot id, writes report, metrics and verdict. The same snapshot and
     * gate version give the same report hash.
     */
    @ActivityMethod(name = "Audit")
    Verdict audit(AuditRequest request);
}
