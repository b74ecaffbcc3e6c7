package io.sluice.workflows.gate;

import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a gate writes down and what its outcome allows. Light: task queue {@code sluice}. */
@ActivityInterface
public interface GateActivities {
    /**
     * What people have to decide about a plan of definitions, whose hash is the snapshot id; under the policy that is registered.
     * NotFound when no such plan waits, StaleCandidate when another apply came first.
     */
    @ActivityMethod(name = "AuditDefinitions")
    Verdict auditDefinitions(AuditRequest request);

    /** Whether somebody is who they say; reads only. A check that cannot be reached is waited for. */
    @ActivityMethod(name = "CheckIdentity")
    Identity checkIdentity(IdentityClaim claim);

    /** Appends a decision to {@code sluice.decisions}; idempotent by decision id. */
    @ActivityMethod(name = "RecordDecision")
    void recordDecision(DecisionRecord decision);

    /** Appends an outcome to {@code sluice.gate_results}; idempotent by gate, dataset, snapshot, attempt, report and outcome. */
    @ActivityMethod(name = "RecordOutcome")
    void recordOutcome(GateResult outcome);

    /**
     * Publishes exactly this snapshot and appends to the ledger. Reads {@code sluice.gate_results} itself by snapshot,
     * {@code gate.attempt} and report, and refuses with NotCertified what it does not find there (an attempt that was
     * rejected earlier does not forbid a later one, which reopened the same snapshot); StaleCandidate when the partitions moved since staging. A second call is
     * recognised as done.
     */
    @ActivityMethod(name = "Publish")
    Published publish(PublishRequest request);

    /** Tags a rejected candidate so that it survives maintenance, and appends REJECTED to the ledger; idempotent. */
    @ActivityMethod(name = "KeepRejected")
    void keepRejected(KeepRequest request);

    /**
     * Takes the tag from a candidate whose run has ended without a decision, so that maintenance may remove it; a rejected or
     * published one stays as it is. Idempotent.
     */
    @ActivityMethod(name = "AbandonCandidate")
    void abandonCandidate(Candidate candidate);

    /**
     * Finds a rejected candidate that is still kept, so that a new run can take it up again. Reads only. NotFound when it
     * was never rejected or is no longer kept; StaleCandidate when it was staged under another definition.
     */
    @ActivityMethod(name = "FindRejected")
    RejectedCandidate findRejected(ReopenRequest request);

    /**
     * Keeps a rejected candidate that is decided about again, however long its gate waits. Idempotent; {@link #abandonCandidate}
     * and the next rejection take it back. StaleCandidate when it is gone.
     */
    @ActivityMethod(name = "ReopenCandidate")
    void reopenCandidate(Candidate candidate);
}
