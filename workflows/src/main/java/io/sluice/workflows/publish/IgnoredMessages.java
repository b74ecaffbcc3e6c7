package io.sluice.workflows.publish;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.DecisionReader;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that a run takes no notice of: shown on its page and, like every decision, rows of {@code sluice.decisions}. */
final class IgnoredMessages {
    private static final int SHOWN = 80;
    private static final String CHANNEL = "signal";

    private final RunPage page;
    private int count;

    IgnoredMessages(RunPage page) {
        this.page = page;
    }

    /**
     * Shows a message and writes it down, with who said it and why when it is a verb that can be read. A lake that is away is waited for.
     *
     * @param name of the signal
     */
    void add(String name, String why, @Nullable RawValue input, @Nullable RawValue more) {
        String shown = shown(name);
        page.ignored(shown, why);
        Optional<Decision> said = decision(name, input, more);
        record(
                shown,
                said.map(Decision::by).orElse(""),
                said.map(Decision::reason).orElse(""),
                said.map(Decision::detail).orElse(""),
                "IGNORED: " + why);
    }

    /** Writes down an order that is followed, beside those that are not. */
    void applied(String name, String by, String reason) {
        record(name, by, reason, "", "APPLIED");
    }

    private void record(String name, String by, String reason, String detail, String effect) {
        count++;
        DecisionRecord said = said(name, by, reason, detail, effect);
        try {
            ActivityCalls.light(GateActivities.class, "record " + name).recordDecision(said);
        } catch (TemporalFailure e) {
            page.ignored(name, "could not be written to sluice.decisions");
        }
    }

    static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    }

    private static Optional<Decision> decision(String name, @Nullable RawValue input, @Nullable RawValue more) {
        try {
            return Verb.named(name).map(verb -> DecisionReader.signal(verb, input, more));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private DecisionRecord said(String name, String by, String reason, String detail, String effect) {
        return new DecisionRecord(
                "%s/run/%d".formatted(Workflow.getInfo().getOriginalExecutionRunId(), count),
                Workflow.getInfo().getWorkflowId(),
                "",
                "",
                "",
                0,
                "",
                by,
                "claimed",
                CHANNEL,
                name,
                reason,
                detail,
                effect,
                Workflow.currentTimeMillis());
    }
}
