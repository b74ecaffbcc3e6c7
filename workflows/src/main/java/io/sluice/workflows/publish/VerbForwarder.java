package io.sluice.workflows.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.input.InvalidInputException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a verb on to the gate that it is meant for, as it was typed; without such a gate it is recorded as ignored. */
final class VerbForwarder {
    private final GateWatch watch;
    private final IgnoredMessages ignored;

    VerbForwarder(GateWatch watch, IgnoredMessages ignored) {
        this.watch = watch;
        this.ignored = ignored;
    }

    void forward(Verb verb, @Nullable RawValue input, @Nullable RawValue more) {
        List<String> gates = watch.running();
        @Nullable String target = gates.size() == 1 ? gates.get(0) : named(verb, input, more);
        if (gates.isEmpty()) {
            ignored.add(verb.typed(), "no gate of this run is open", input, more);
        } else if (target == null || !gates.contains(target)) {
            ignored.add(
                    verb.typed(),
                    "more than one gate is open: field gate must be one of " + String.join(", ", gates),
                    input,
                    more);
        } else {
            send(target, verb.typed(), input, more);
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
        } catch (SignalExternalWorkflowException | ApplicationFailure e) {
            ignored.add(name, "gate %s is not open".formatted(gateId), input, more);
        }
    }
}
