package io.sluice.workflows.ingest;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.gate.ReopenRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** Takes up again what somebody rejected: a decision like any other, checked and written down as one. */
final class Reopening {
    private static final String VERB = "reopen";
    private static final String CHANNEL = "start";

    private final IngestionSettings settings;
    private final Reopen reopen;
    private final RunPage page;
    private final String workflowId = Workflow.getInfo().getWorkflowId();

    Reopening(IngestionSettings settings, Reopen reopen, RunPage page) {
        this.settings = settings;
        this.reopen = reopen;
        this.page = page;
    }

    /** The candidate, to be audited as the next attempt. */
    RejectedCandidate take() {
        page.working("reopening snapshot " + reopen.snapshotId(), "its gate audits it again");
        RejectedCandidate rejected = gates("reopen " + reopen.snapshotId())
                .findRejected(new ReopenRequest(
                        settings.source(),
                        "trusted." + settings.source().name(),
                        settings.partition(),
                        reopen.snapshotId()));
        Identity identity = gates("check who says " + VERB)
                .checkIdentity(new IdentityClaim(
                        reopen.by(),
                        reopen.proof(),
                        VERB,
                        CHANNEL,
                        workflowId,
                        reopen.snapshotId(),
                        rejected.lastAttempt()));
        if (!identity.counts()) {
            String why = "the identity of %s was refused: %s".formatted(reopen.by(), identity.why());
            record(rejected, identity, "IGNORED: " + why);
            throw ApplicationFailure.newNonRetryableFailure("Refused: " + why, FailureTypes.REFUSED);
        }
        int attempt = rejected.lastAttempt() + 1;
        record(rejected, identity, "APPLIED: attempt %d is audited".formatted(attempt));
        gates("keep " + reopen.snapshotId() + " until it is decided").reopenCandidate(rejected.candidate());
        page.done("snapshot %s reopened by %s as attempt %d: %s"
                .formatted(reopen.snapshotId(), reopen.by(), attempt, reopen.reason()));
        return rejected;
    }

    private void record(RejectedCandidate rejected, Identity identity, String effect) {
        Candidate candidate = rejected.candidate();
        gates("record " + VERB)
                .recordDecision(new DecisionRecord(
                        Workflow.getInfo().getOriginalExecutionRunId() + "/" + VERB,
                        workflowId,
                        candidate.dataset(),
                        candidate.partition(),
                        candidate.snapshotId(),
                        rejected.lastAttempt(),
                        "",
                        reopen.by(),
                        identity.state(),
                        CHANNEL,
                        VERB,
                        reopen.reason(),
                        "",
                        effect,
                        Workflow.currentTimeMillis()));
    }

    private static GateActivities gates(String summary) {
        return ActivityCalls.light(GateActivities.class, summary);
    }
}
