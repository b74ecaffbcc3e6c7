package io.sluice.workflows.window;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.Verdict;
import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a gate's workflow takes decisions: judges each at once by {@link Decisions} and keeps it in the {@link Journal};
 * the workflow's main loop writes them down and acts.
 */
public final class GateDesk implements GateHandlers {
    private static final String NOT_OPEN = "no decision is open: the audit has not blocked this gate";
    private static final int ALL = 100;

    private final Journal journal;
    private final Predicate<String> recording;
    private String state = "AUDITING";
    private @Nullable Verdict verdict;
    private @Nullable DecisionWindow window;

    /** @param recording whether a run of this id writes decisions down: one that only started a gate does not */
    public GateDesk(Journal journal, Predicate<String> recording) {
        this.journal = journal;
        this.recording = recording;
    }

    /** Receives decisions from now on, signals of unknown names included. */
    public void register() {
        Workflow.registerListener(this);
        Workflow.registerListener((DynamicSignalHandler) (name, arguments) -> unknown(name));
    }

    /** The audit has ended. */
    public void audited(Verdict found) {
        verdict = found;
        journal.about(journal.subject().reported(found.reportUri(), found.reportHash()));
    }

    /** Opens the window. */
    public void open(DecisionWindow opened) {
        window = opened;
    }

    /** The gate has ended. */
    public void close(String outcome) {
        state = outcome;
    }

    /** Whether people were asked. */
    public boolean wasOpened() {
        return window != null;
    }

    /** The window as it is now. */
    public DecisionWindow window() {
        if (window == null) {
            throw new IllegalStateException("No decision window is open");
        }
        return window;
    }

    /** A step of the clock is due. */
    public void tick(DecisionClock.Step step) {
        Effect effect = Decisions.tick(window(), step);
        window = effect.window();
        journal.ticked(step, effect);
    }

    @Override
    public void approve(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.APPROVE, input, more);
    }

    @Override
    public void reject(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.REJECT, input, more);
    }

    @Override
    public void remediate(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.REMEDIATE, input, more);
    }

    @Override
    public void extend(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.EXTEND, input, more);
    }

    @Override
    public void reassign(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.REASSIGN, input, more);
    }

    @Override
    public void comment(@Nullable RawValue input, @Nullable RawValue more) {
        signal(Verb.COMMENT, input, more);
    }

    /** An update that fails here is in the history, so that the refusal is recorded like that of a signal. */
    @Override
    public DecisionRecord decide(@Nullable RawValue input, @Nullable RawValue more) {
        try {
            Decision decision = DecisionReader.update(input, more);
            Effect effect = judge(decision);
            DecisionRecord recorded = apply(decision, "update", effect);
            if (!effect.isApplied()) {
                throw refused(effect.text());
            }
            return recorded;
        } catch (InvalidInputException e) {
            journal.ignored("decide", "update", String.valueOf(e.getMessage()));
            throw e.failure();
        }
    }

    @Override
    public void checkDecide(@Nullable RawValue input, @Nullable RawValue more) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!recording.test(id)) {
            throw refused(
                    "%s has only started a gate and records nothing; send decide to that gate, whose id begins with gate/"
                            .formatted(id));
        }
    }

    private static ApplicationFailure refused(String why) {
        return ApplicationFailure.newNonRetryableFailure("Refused: " + why, FailureTypes.REFUSED);
    }

    @Override
    public GateView status() {
        return GateViews.of(journal, shownState(), verdict, window);
    }

    @Override
    public List<DecisionRecord> decisions() {
        return journal.newest(ALL);
    }

    private String shownState() {
        if (window == null || window.ending() != null || !state.equals("AUDITING")) {
            return state;
        }
        return window.clock().held() ? "HELD" : "AWAITING_DECISION";
    }

    private void signal(Verb verb, @Nullable RawValue input, @Nullable RawValue more) {
        try {
            Decision decision = DecisionReader.signal(verb, input, more);
            apply(decision, "signal", judge(decision));
        } catch (InvalidInputException e) {
            journal.ignored(verb.typed(), "signal", String.valueOf(e.getMessage()));
        }
    }

    private void unknown(String name) {
        String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        journal.ignored(
                shown,
                "signal",
                "unknown signal %s%s; the signals are %s"
                        .formatted(shown, Nearest.hint(shown, Verb.names()), String.join(", ", Verb.names())));
    }

    private DecisionRecord apply(Decision decision, String channel, Effect effect) {
        window = effect.window();
        return journal.judged(decision, channel, effect);
    }

    private Effect judge(Decision decision) {
        if (window == null) {
            return new Effect(Effect.Status.IGNORED, NOT_OPEN, null);
        }
        Effect effect = Decisions.decide(window, decision, Workflow.currentTimeMillis());
        return effect.isApplied() && RemedyCheck.concerns(decision) ? checked(decision) : effect;
    }

    /** Judged again afterwards: somebody else may have decided meanwhile. */
    private Effect checked(Decision decision) {
        @Nullable String refusal = RemedyCheck.refusal(journal.subject(), decision);
        return refusal == null
                ? Decisions.decide(window(), decision, Workflow.currentTimeMillis())
                : Effect.ignored(refusal, window());
    }
}
