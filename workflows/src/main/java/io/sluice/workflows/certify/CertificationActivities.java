package io.sluice.workflows.certify;

import io.sluice.workflows.gate.Candidate;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From the archive of a stream to candidates for its trusted table. Heavy: task queue {@code sluice-batch}. All are idempotent. */
@ActivityInterface
public interface CertificationActivities {
    /** Pins the archive as it is, and finds the days that are closed and not certified, or certified with other rows. */
    @ActivityMethod(name = "PlanCertification")
    CertificationPlan planCertification(CertificationPlanRequest request);

    /**
     * Stages the accepted rows of one day of a pinned archive under {@code wap.id} = run + attempt.
     *
     * @throws RuntimeException ContractViolation when rows were written by another definition, StaleCandidate when the pinned
     *     snapshot is gone
     */
    @ActivityMethod(name = "StageCertification")
    Candidate stageCertification(CertificationRequest request);

    /** Writes down that all days up to the pinned offsets were dealt with: the next run looks only at what came after them. */
    @ActivityMethod(name = "SettleCertification")
    void settleCertification(CertificationRun run);
}
