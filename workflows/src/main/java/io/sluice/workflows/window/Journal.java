package io.sluice.workflows.window;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.window.view.GateSubject;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Every decision about a gate, applied or ignored, in the order in which they came. */
public final class Journal {
    private static final int KEPT = 100;
    private static final int MAX_CHARACTERS = 100_000;

    private final Deque<DecisionRecord> newest = new ArrayDeque<>();
    private final Deque<DecisionRecord> unrecorded = new ArrayDeque<>();
    private GateSubject subject = GateSubject.unknown(Workflow.getInfo().getWorkflowId());
    private int count;

    /** What later decisions are about. */
    public void about(GateSubject next) {
        subject = next;
    }

    GateSubject subject() {
        return subject;
    }

    /** A decision that was judged. */
    DecisionRecord judged(Decision decision, Identity identity, String channel, Effect effect) {
        String reason = decision.reason() == null ? "" : decision.reason();
        return add(
                decision.by(),
                identity,
                channel,
                decision.verb().typed(),
                reason,
                decision.detail(),
                effect.recorded());
    }

    /** A message that is no decision. */
    public DecisionRecord ignored(String verb, String channel, String why) {
        return add("", Identity.claimed(), channel, verb, "", "", Effect.Status.IGNORED + ": " + why);
    }

    /** A step of the clock. */
    void ticked(DecisionClock.Step step, Effect effect) {
        String verb = step.name().toLowerCase(Locale.ROOT);
        add("policy", Identity.claimed(), "timer", verb, "", "", effect.recorded());
    }

    /** Whether something waits to be written down. */
    public boolean hasUnrecorded() {
        return !unrecorded.isEmpty();
    }

    int count() {
        return count;
    }

    /** The newest ones, the newest last, as many as fit into a payload. */
    List<DecisionRecord> newest(int most) {
        List<DecisionRecord> result = new ArrayList<>();
        int characters = 0;
        for (DecisionRecord decision : (Iterable<DecisionRecord>) newest::descendingIterator) {
            characters += decision.toString().length();
            if (result.size() == most || characters > MAX_CHARACTERS) {
                break;
            }
            result.add(0, decision);
        }
        return result;
    }

    /** Writes down what has not been written down yet, in order; a lake that is away is waited for. */
    public void record() {
        for (DecisionRecord next = unrecorded.pollFirst(); next != null; next = unrecorded.pollFirst()) {
            ActivityCalls.light(GateActivities.class, "record " + next.verb()).recordDecision(next);
        }
    }

    private DecisionRecord add(
            String by, Identity identity, String channel, String verb, String reason, String detail, String effect) {
        count++;
        DecisionRecord decision = new DecisionRecord(
                Workflow.getInfo().getOriginalExecutionRunId() + "/" + count,
                subject.gateId(),
                subject.dataset(),
                subject.partition(),
                subject.snapshotId(),
                subject.attempt(),
                subject.reportHash(),
                by,
                identity.state(),
                channel,
                verb,
                reason,
                detail,
                effect,
                Workflow.currentTimeMillis());
        unrecorded.addLast(decision);
        newest.addLast(decision);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
        return decision;
    }
}
