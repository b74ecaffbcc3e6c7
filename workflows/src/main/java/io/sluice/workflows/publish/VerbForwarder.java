package io.sluice.workflows.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a verb on to the gate that it is meant for, as it was typed; without such a gate it is recorded as ignored. */
final class VerbForwarder {
    private final RunPage page;
    private final GateWatch watch;
    private int said;

    VerbForwarder(RunPage page, GateWatch watch) {
        this.page = page;
        this.watch = watch;
    }

    void forward(Verb verb, @Nullable RawValue input, @Nullable RawValue more) {
        List<String> gates = watch.running();
        @Nullable String target = gates.size() == 1 ? gates.get(0) : named(verb, input, more);
        if (gates.isEmpty()) {
            ignore(verb.typed(), "no gate of this run is open");
        } else if (target == null || !gates.contains(target)) {
            ignore(verb.typed(), "more than one gate is open: field gate must be one of " + String.join(", ", gates));
        } else {
            send(target, verb.typed(), input, more);
        }
    }

    /** Shown here and, like every decision, written down. */
    void ignore(String name, String why) {
        page.ignored(name, why);
        record(name, "", "", "IGNORED: " + why);
    }

    /** Written down like every decision. */
    void applied(String name, String by, String reason) {
        record(name, by, reason, "APPLIED");
    }

    private void record(String name, String by, String reason, String effect) {
        said++;
        DecisionRecord decision = decision(name, by, reason, effect);
        try {
            ActivityCalls.light(GateActivities.class, "record " + name).recordDecision(decision);
        } catch (TemporalFailure e) {
            page.ignored(name, "could not be written to sluice.decisions");
        }
    }

    private static @Nullable String named(Verb verb, @Nullable RawValue input, @Nullable RawValue more) {
        try {
            @Nullable
            JsonNode gate = InputReader.object(verb.typed(), input, more).get("gate");
            return gate == null ? null : gate.textValue();
        } catch (InvalidInputException e) {
            return null;
        }
    }

    private void send(String gateId, String name, @Nullable RawValue input, @Nullable RawValue more) {
        Object[] arguments =
                input == null ? new Object[0] : more == null ? new Object[] {input} : new Object[] {input, more};
        try {
            Workflow.newUntypedExternalWorkflowStub(gateId).signal(name, arguments);
        } catch (SignalExternalWorkflowException e) {
            ignore(name, "gate %s is not open".formatted(gateId));
        }
    }

    private DecisionRecord decision(String name, String by, String reason, String effect) {
        return new DecisionRecord(
                "%s/run/%d".formatted(Workflow.getInfo().getOriginalExecutionRunId(), said),
                Workflow.getInfo().getWorkflowId(),
                "",
                "",
                "",
                0,
                "",
                by,
                "claimed",
                "signal",
                name,
                reason,
                "",
                effect,
                Workflow.currentTimeMillis());
    }
}
