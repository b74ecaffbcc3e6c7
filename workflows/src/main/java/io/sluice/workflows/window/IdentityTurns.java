package io.sluice.workflows.window;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import io.sluice.workflows.window.view.GateSubject;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.util.function.Supplier;

/** Checks who decides, one decision after the other: what came first is judged first, however long its check takes. */
final class IdentityTurns {
    private final WorkflowLock turn = Workflow.newWorkflowLock();

    /** Runs work when everything that came before has been judged. */
    <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Whether somebody's turn is on. */
    boolean isOn() {
        return turn.isHeld();
    }

    /** Who somebody is; a check that cannot tell, whatever one does, refuses. */
    static Identity check(Decision decision, String channel, GateSubject subject) {
        String verb = decision.verb().typed();
        IdentityClaim claim = new IdentityClaim(
                decision.by(),
                decision.proof(),
                verb,
                channel,
                subject.gateId(),
                subject.snapshotId(),
                subject.attempt());
        try {
            return ActivityCalls.light(GateActivities.class, "check who says " + verb)
                    .checkIdentity(claim);
        } catch (ActivityFailure e) {
            String why = e.getCause() instanceof ApplicationFailure reason
                    ? reason.getOriginalMessage()
                    : "the gate was cancelled";
            return Identity.refused("it could not be checked: " + why);
        }
    }
}
