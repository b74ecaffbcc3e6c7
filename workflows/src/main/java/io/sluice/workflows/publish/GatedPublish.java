package io.sluice.workflows.publish;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.RunAttributes;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stages, has a gate judge what was staged, and publishes exactly that or nothing. A remediation starts the next attempt.
 * Source: workflows.md §2.
 */
public final class GatedPublish {
    private static final int FIRST = 1;

    private final GatedRun run;
    private final Staging staging;
    private final RunPage page;
    private final RunAttributes attributes;
    private final GateCall gates;
    private @Nullable Candidate open;

    public GatedPublish(GatedRun run, Staging staging, RunPage page, RunAttributes attributes, GateWatch watch) {
        this.run = run;
        this.staging = staging;
        this.page = page;
        this.attributes = attributes;
        this.gates = new GateCall(run, page, attributes, watch);
    }

    /** Stages the first candidate and goes on until one is published or rejected. */
    public Outcome publish() {
        return publish(stage(FIRST, Remedy.NONE), FIRST);
    }

    /** Goes on with a candidate that is staged already, at the given attempt. */
    public Outcome publish(Candidate staged, int first) {
        return publish(staged, first, Remedy.NONE);
    }

    /** The same, with something decided about the rows already. */
    public Outcome publish(Candidate staged, int first, Remedy decided) {
        try {
            return judged(staged, first, decided);
        } catch (TemporalFailure e) {
            Abandonment.of(open);
            throw e;
        }
    }

    private Outcome judged(Candidate staged, int first, Remedy decided) {
        Candidate candidate = staged;
        open = staged;
        Remedy remedy = decided;
        for (int attempt = first; ; attempt++) {
            GateResult gate = gates.judge(candidate, attempt);
            switch (gate.outcome()) {
                case "REJECTED" -> {
                    return reject(candidate, gate);
                }
                case "REMEDIATED" -> {
                    page.done("attempt %d remediated by %s: %s".formatted(attempt, gate.decidedBy(), gate.strategy()));
                    remedy = remedied(remedy, gate);
                    candidate = restaged(candidate, gate, attempt + 1, remedy);
                }
                default -> {
                    @Nullable Published published = publish(candidate, gate, attempt);
                    if (published != null) {
                        return new Outcome(candidate, gate, published);
                    }
                    candidate = stage(attempt + 1, remedy);
                }
            }
        }
    }

    private static Remedy remedied(Remedy remedy, GateResult gate) {
        return switch (gate.strategy()) {
            case Remediate.REINGEST -> remedy.reingested(gate.path());
            case Remediate.QUARANTINE_ROWS -> remedy.quarantining(gate.rules());
            case Remediate.PATCH -> remedy.mending(List.of("patch/" + gate.path()));
            case Remediate.FIXER -> remedy.mending(List.of("fixer/" + gate.path()));
            case Remediate.PREVIOUS -> remedy.carrying();
            default -> remedy;
        };
    }

    /** Reading the gate again needs no new candidate; everything else does. */
    private Candidate restaged(Candidate candidate, GateResult gate, int attempt, Remedy remedy) {
        return gate.strategy().equals(Remediate.RETRY_AUDIT) ? candidate : stage(attempt, remedy);
    }

    private Candidate stage(int attempt, Remedy remedy) {
        page.working("staging, attempt " + attempt, "the gate " + run.gate() + " audits what was staged");
        Candidate candidate = staging.stage(attempt, remedy);
        open = candidate;
        page.done("staged %d rows as snapshot %s (%d quarantined, %d duplicates)"
                .formatted(candidate.rows(), candidate.snapshotId(), candidate.quarantined(), candidate.duplicates()));
        return candidate;
    }

    /** Null when the base has moved since staging: then nothing was published, and it has to be staged and audited again. */
    private @Nullable Published publish(Candidate candidate, GateResult gate, int attempt) {
        page.working("publishing snapshot " + candidate.snapshotId(), "");
        try {
            Published published = activities("publish " + candidate.dataset() + " " + candidate.partition())
                    .publish(new PublishRequest(
                            candidate,
                            gate,
                            run.definition(),
                            Workflow.getInfo().getWorkflowId(),
                            run.requestedBy()));
            attributes.state("PUBLISHED");
            page.done("published %d rows as snapshot %s".formatted(published.rows(), published.snapshotId()));
            return published;
        } catch (ActivityFailure e) {
            if (!Failures.is(e, FailureTypes.STALE_CANDIDATE) || attempt >= run.maxAttempts()) {
                throw e;
            }
            page.done("the base moved since snapshot %s was staged: staged and audited again"
                    .formatted(candidate.snapshotId()));
            return null;
        }
    }

    private Outcome reject(Candidate candidate, GateResult gate) {
        activities("keep rejected " + candidate.dataset() + " " + candidate.partition())
                .keepRejected(new KeepRequest(
                        candidate, gate, run.definition(), Workflow.getInfo().getWorkflowId(), run.keepDays()));
        open = null;
        attributes.state("REJECTED");
        page.done("rejected by %s: snapshot %s is kept for %d days"
                .formatted(gate.decidedBy(), candidate.snapshotId(), run.keepDays()));
        if (run.failOnReject()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Rejected by %s: %s".formatted(gate.decidedBy(), gate.reason()), FailureTypes.REJECTED);
        }
        return new Outcome(candidate, gate, null);
    }

    private static GateActivities activities(String summary) {
        return ActivityCalls.light(GateActivities.class, summary);
    }
}
