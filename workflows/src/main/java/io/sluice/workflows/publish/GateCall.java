package io.sluice.workflows.publish;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.RunAttributes;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts a gate and waits for it. A gate ends with the run that waits for it. */
public final class GateCall {
    /** How long to wait for a gate of the same id that somebody else started. */
    private static final Duration OCCUPIED = Duration.ofSeconds(30);

    private final GatedRun run;
    private final RunPage page;
    private final RunAttributes attributes;
    private final GateWatch watch;
    private final GateStart gates;

    public GateCall(GatedRun run, RunPage page, RunAttributes attributes, GateWatch watch) {
        this.run = run;
        this.page = page;
        this.attributes = attributes;
        this.watch = watch;
        this.gates = new GateStart(run, ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE);
    }

    /** How the gate of a candidate ended, however long that took. */
    public GateResult judge(Candidate candidate, int attempt) {
        String id = CanonicalIds.gate(candidate.dataset(), candidate.partition(), candidate.snapshotId(), attempt);
        watch.expect(id);
        page.phase("gate " + run.gate() + " audits attempt " + attempt, "it passes, or somebody decides; see " + id);
        attributes.state("WAITING_FOR_GATE");
        GateResult result = start(id, candidate, attempt);
        watch.closed(id, result.outcome());
        attributes.state("RUNNING");
        page.done("gate %s, attempt %d: %s".formatted(run.gate(), attempt, result.outcome()));
        return result;
    }

    /**
     * A gate of this id may still run: one that a person started, or one of a run that was reset. What is decided there is
     * in the lake when it ends, and the gate that is started then applies it again.
     */
    private GateResult start(String id, Candidate candidate, int attempt) {
        @Nullable Promise<GateResult> result = tryStart(candidate, attempt);
        while (result == null) {
            page.phase("gate " + id + " runs already", "it is decided there; this run goes on when it has ended");
            TimerOptions options = TimerOptions.newBuilder()
                    .setSummary("gate of the same id runs already")
                    .build();
            Workflow.newTimer(OCCUPIED, options).get();
            result = tryStart(candidate, attempt);
        }
        return result.get();
    }

    private @Nullable Promise<GateResult> tryStart(Candidate candidate, int attempt) {
        return gates.start(candidate.dataset(), candidate.partition(), candidate.snapshotId(), attempt);
    }
}
