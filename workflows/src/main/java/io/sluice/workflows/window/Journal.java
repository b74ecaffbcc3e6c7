package io.sluice.workflows.window;

import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.gate.DecisionRecord;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every decision about a gate, applied or ignored, in the order in which they came. */
public final class Journal {
    private static final int KEPT = 100;
    private static final int MAX_CHARACTERS = 100_000;
    private static final String CLAIMED = "claimed";

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
    DecisionRecord judged(Decision decision, String channel, Effect effect) {
        String reason = decision.reason() == null ? "" : decision.reason();
        return add(
                decision.by(),
                channel,
                decision.verb().typed(),
                reason,
                decision.detail(),
                effect.status() + ": " + effect.text());
    }

    /** A message that is no decision. */
    public DecisionRecord ignored(String verb, String channel, String why) {
        return add("", channel, verb, "", "", Effect.Status.IGNORED + ": " + why);
    }

    /** A step of the clock. */
    void ticked(DecisionClock.Step step, Effect effect) {
        String verb = step.name().toLowerCase(Locale.ROOT);
        add("policy", "timer", verb, "", "", effect.status() + ": " + effect.text());
    }

    /** Whether something waits to be written down. */
    public boolean hasUnrecorded() {
        return !unrecorded.isEmpty();
    }

    /** The next one to be written down, or null. */
    public @Nullable DecisionRecord nextUnrecorded() {
        return unrecorded.pollFirst();
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

    private DecisionRecord add(String by, String channel, String verb, String reason, String detail, String effect) {
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
                CLAIMED,
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
