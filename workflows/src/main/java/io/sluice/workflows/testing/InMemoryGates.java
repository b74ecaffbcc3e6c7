package io.sluice.workflows.testing;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.GateOutcomes;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.gate.ReopenRequest;
import io.sluice.workflows.gate.audit.AuditActivities;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Audits, outcomes and publication in memory: publishes nothing that no recorded outcome allows. */
public final class InMemoryGates implements AuditActivities, GateActivities {
    private final Faults faults;
    private final Map<String, Function<AuditRequest, Verdict>> audits = new LinkedHashMap<>();
    private final Map<String, DecisionRecord> decisions = new LinkedHashMap<>();
    private final List<GateResult> outcomes = new ArrayList<>();
    private final List<PublishRequest> published = new ArrayList<>();
    private final Map<String, Deque<List<String>>> outdated = new LinkedHashMap<>();
    private final List<KeepRequest> kept = new ArrayList<>();
    private final List<Candidate> reopened = new ArrayList<>();
    private final List<Candidate> abandoned = new ArrayList<>();
    private Function<IdentityClaim, Identity> identities = claim -> Identity.claimed();

    InMemoryGates(Faults faults) {
        this.faults = faults;
    }

    /** How a gate judges; one without a say passes everything. */
    public synchronized void judge(String gate, Function<AuditRequest, Verdict> audit) {
        audits.put(gate, audit);
    }

    /** Which partitions the next publication of a partition makes it necessary to stage again. */
    public synchronized void outdate(String partition, String... outdatedPartitions) {
        outdated.computeIfAbsent(partition, first -> new ArrayDeque<>()).add(List.of(outdatedPartitions));
    }

    /** The rows of {@code sluice.decisions}. */
    public synchronized List<DecisionRecord> decisions() {
        return List.copyOf(decisions.values());
    }

    /** The rows of {@code sluice.gate_results}. */
    public synchronized List<GateResult> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What was published. */
    public synchronized List<PublishRequest> published() {
        return List.copyOf(published);
    }

    /** How identities are checked; unless set, they are only claimed. */
    public synchronized void identify(Function<IdentityClaim, Identity> check) {
        identities = check;
    }

    /** The candidates of runs that ended without a decision. */
    public synchronized List<Candidate> abandoned() {
        return List.copyOf(abandoned);
    }

    /** Rejected candidates that are decided about again. */
    public synchronized List<Candidate> reopened() {
        return List.copyOf(reopened);
    }

    /** What was rejected and is kept. */
    public synchronized List<KeepRequest> kept() {
        return List.copyOf(kept);
    }

    @Override
    public synchronized Verdict audit(AuditRequest request) {
        faults.hit("Audit");
        return judged(request);
    }

    /** What a gate says, and how it was decided before. */
    synchronized Verdict judged(AuditRequest request) {
        return prior(
                request, audits.getOrDefault(request.gate(), Verdicts::pass).apply(request));
    }

    @Override
    public synchronized Verdict auditDefinitions(AuditRequest request) {
        faults.hit("AuditDefinitions");
        return prior(
                request,
                audits.getOrDefault(
                                request.gate(),
                                asked -> Verdicts.blocked(
                                        asked, Verdicts.policy(), Verdicts.failedTable("change_1", "error")))
                        .apply(request));
    }

    /** Whether the newest outcome of a snapshot is a waiver. */
    synchronized boolean waived(String snapshotId) {
        return outcomes.stream()
                .filter(outcome -> outcome.snapshotId().equals(snapshotId))
                .reduce((first, last) -> last)
                .filter(outcome -> outcome.outcome().equals("WAIVED"))
                .isPresent();
    }

    @Override
    public synchronized Identity checkIdentity(IdentityClaim claim) {
        faults.hit("CheckIdentity");
        return identities.apply(claim);
    }

    @Override
    public synchronized void abandonCandidate(Candidate candidate) {
        faults.hit("AbandonCandidate");
        abandoned.add(candidate);
    }

    @Override
    public synchronized void recordDecision(DecisionRecord decision) {
        faults.hit("RecordDecision");
        decisions.putIfAbsent(decision.decisionId(), decision);
    }

    @Override
    public synchronized void recordOutcome(GateResult outcome) {
        faults.hit("RecordOutcome");
        if (!outcomes.contains(outcome)) {
            outcomes.add(outcome);
        }
    }

    @Override
    public synchronized Published publish(PublishRequest request) {
        faults.hit("Publish");
        String snapshotId = request.candidate().snapshotId();
        if (outcomes.stream().noneMatch(outcome -> allows(outcome, request))) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "No gate allows snapshot " + snapshotId, FailureTypes.NOT_CERTIFIED);
        }
        boolean before = published.stream()
                .anyMatch(done -> done.candidate().snapshotId().equals(snapshotId));
        if (!before) {
            published.add(request);
        }
        return new Published(snapshotId, request.candidate().rows(), before, outdated(request.candidate()));
    }

    private List<String> outdated(Candidate candidate) {
        Deque<List<String>> said = outdated.getOrDefault(candidate.partition(), new ArrayDeque<>());
        return said.isEmpty() ? List.of() : said.removeFirst();
    }

    @Override
    public synchronized void keepRejected(KeepRequest request) {
        faults.hit("KeepRejected");
        kept.add(request);
    }

    @Override
    public synchronized RejectedCandidate findRejected(ReopenRequest request) {
        faults.hit("FindRejected");
        return kept.stream()
                .filter(keep -> keep.candidate().snapshotId().equals(request.snapshotId()))
                .reduce((first, last) -> last)
                .map(keep -> new RejectedCandidate(keep.candidate(), keep.gate().attempt()))
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "No rejected snapshot %s is kept".formatted(request.snapshotId()), FailureTypes.NOT_FOUND));
    }

    @Override
    public synchronized void reopenCandidate(Candidate candidate) {
        faults.hit("ReopenCandidate");
        reopened.add(candidate);
    }

    private static boolean allows(GateResult outcome, PublishRequest request) {
        return GateOutcomes.CERTIFYING.contains(outcome.outcome())
                && outcome.snapshotId().equals(request.candidate().snapshotId())
                && outcome.attempt() == request.gate().attempt()
                && Objects.equals(outcome.reportHash(), request.gate().reportHash());
    }

    private Verdict prior(AuditRequest request, Verdict verdict) {
        @Nullable
        GateResult prior = outcomes.stream()
                .filter(outcome -> outcome.snapshotId().equals(request.snapshotId()))
                .filter(outcome -> outcome.attempt() == request.attempt())
                .filter(outcome -> outcome.reportHash().equals(verdict.reportHash()))
                .reduce((first, last) -> last)
                .orElse(null);
        return new Verdict(
                verdict.outcome(),
                verdict.gate(),
                verdict.policy(),
                verdict.rules(),
                verdict.rulesInAll(),
                verdict.rows(),
                verdict.quarantined(),
                verdict.reportHash(),
                verdict.reportUri(),
                prior,
                verdict.changes());
    }
}
