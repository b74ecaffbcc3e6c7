package io.sluice.workflows.window;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.input.InvalidInputException;
import io.sluice.workflows.window.view.GateHandlers;
import io.sluice.workflows.window.view.GateView;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a gate's workflow takes decisions: judges each at once by {@link Decisions} and keeps it in the {@link Journal};
 * the workflow's main loop writes them down and acts.
 */
public final class GateDesk implements GateHandlers {
    private static final String NOT_OPEN = "no decision is open: the audit has not blocked this gate";
    private static final int ALL = 100;

    private final Journal journal;
    private final IdentityTurns turns = new IdentityTurns();
    private String state = "AUDITING";
    private @Nullable Verdict verdict;
    private @Nullable DecisionWindow window;
    private @Nullable String elsewhere;
    private String opened = "";

    public GateDesk(Journal journal) {
        this.journal = journal;
    }

    /** Receives decisions from now on, signals of unknown names included. */
    public void register() {
        Workflow.registerListener(this);
        Workflow.registerListener((DynamicSignalHandler) (name, arguments) -> unknown(name));
    }

    /** This run only starts the gate of another id: whatever is said here is written down at once and not judged. */
    public void standsInFor(String gateId) {
        elsewhere = gateId;
        journal.record();
    }

    /** The audit has ended. */
    public void audited(Verdict found) {
        verdict = found;
        journal.about(journal.subject().reported(found.reportUri(), found.reportHash()));
    }

    /** Opens the window. */
    public void open(DecisionWindow now) {
        window = now;
        opened = Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString();
    }

    /** The gate has ended. */
    public void close(String outcome) {
        state = outcome;
    }

    /** Whether people were asked. */
    public boolean wasOpened() {
        return window != null;
    }

    /** Whether somebody's identity is being checked. */
    public boolean isChecking() {
        return turns.isOn();
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
            DecisionRecord recorded = take(DecisionReader.update(input, more), "update");
            if (!Effect.wasApplied(recorded)) {
                throw refused(Effect.text(recorded));
            }
            return recorded;
        } catch (InvalidInputException e) {
            ignore("decide", "update", String.valueOf(e.getMessage()));
            throw e.failure();
        }
    }

    private static ApplicationFailure refused(String why) {
        return ApplicationFailure.newNonRetryableFailure("Refused: " + why, FailureTypes.REFUSED);
    }

    @Override
    public GateView status() {
        return GateViews.of(journal, shownState(), verdict, window, opened);
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
            take(DecisionReader.signal(verb, input, more), "signal");
        } catch (InvalidInputException e) {
            ignore(verb.typed(), "signal", String.valueOf(e.getMessage()));
        }
    }

    private void unknown(String name) {
        String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        ignore(
                shown,
                "signal",
                "unknown signal %s%s; the signals are %s"
                        .formatted(shown, Nearest.hint(shown, Verb.names()), String.join(", ", Verb.names())));
    }

    private DecisionRecord take(Decision decision, String channel) {
        if (!isOpen()) {
            return keep(journal.judged(decision, Identity.claimed(), channel, judge(decision)));
        }
        return turns.inTurn(() -> {
            // What was decided meanwhile waits for no check.
            Identity identity =
                    isOpen() ? IdentityTurns.check(decision, channel, journal.subject()) : Identity.claimed();
            Effect effect = identity.counts()
                    ? judge(decision)
                    : new Effect(Effect.Status.IGNORED, refused(decision, identity), window);
            window = effect.window();
            return keep(journal.judged(decision, identity, channel, effect));
        });
    }

    private boolean isOpen() {
        return window != null && window.ending() == null;
    }

    private Effect judge(Decision decision) {
        if (elsewhere != null) {
            return new Effect(Effect.Status.IGNORED, "this run has only started a gate; send it to " + elsewhere, null);
        }
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

    private void ignore(String name, String channel, String why) {
        turns.inTurn(() -> keep(journal.ignored(name, channel, why)));
    }

    /** A gate's main loop writes down what was said; a run that only started one has no such loop. */
    private DecisionRecord keep(DecisionRecord said) {
        if (elsewhere != null) {
            journal.record();
        }
        return said;
    }

    private static String refused(Decision decision, Identity identity) {
        return "the identity of %s was refused: %s".formatted(decision.by(), identity.why());
    }
}
