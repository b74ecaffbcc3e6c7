package io.sluice.workers.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.util.function.BooleanSupplier;

/** The commands of a person who does not give up when the server is gone for a while. */
final class PatientStack {
    private static final int TRIES = 100;

    private final LocalStack stack;

    PatientStack(LocalStack stack) {
        this.stack = stack;
    }

    /** Starts a workflow exactly once, however often the server dies meanwhile. */
    void start(String type, String workflowId, String input) {
        until("start of " + workflowId, () -> {
            Commands.Ended ended = stack.tryTemporal(
                    "workflow",
                    "start",
                    "--task-queue",
                    "sluice",
                    "--type",
                    type,
                    "--workflow-id",
                    workflowId,
                    "--id-conflict-policy",
                    "UseExisting",
                    "--id-reuse-policy",
                    "RejectDuplicate",
                    "--input",
                    input);
            return ended.exitCode() == 0 || ended.errors().contains("already");
        });
    }

    /** Waits for a workflow that must complete, and returns its result. */
    JsonNode completed(String workflowId) {
        JsonNode[] result = new JsonNode[1];
        until("end of " + workflowId, () -> {
            String output = stack.tryTemporal("workflow", "result", "--workflow-id", workflowId, "-o", "json")
                    .output();
            if (!output.startsWith("{")) {
                return false;
            }
            JsonNode outcome = LocalStack.json(output);
            if (!outcome.path("status").asText().equals("COMPLETED")) {
                throw new IllegalStateException(workflowId + " did not complete: " + outcome.toPrettyString());
            }
            result[0] = outcome.path("result");
            return true;
        });
        return result[0];
    }

    JsonNode execute(String type, String workflowId, String input) {
        start(type, workflowId, input);
        return completed(workflowId);
    }

    /** Waits until a run has a blocked gate, then decides it. */
    void decide(String workflowId, String verb, String decision) {
        until("gate of " + workflowId, () -> {
            try {
                // The first signal that an ingestion gets is its gate saying that it waits.
                stack.awaitEvent(workflowId, "WorkflowExecutionSignaled");
                return true;
            } catch (AssertionError serverGone) {
                return false;
            }
        });
        until(
                verb + " of " + workflowId,
                () -> stack.tryTemporal(
                                        "workflow",
                                        "signal",
                                        "--workflow-id",
                                        workflowId,
                                        "--name",
                                        verb,
                                        "--input",
                                        decision)
                                .exitCode()
                        == 0);
    }

    /** Decides a gate itself, which answers whether it took the decision; one that is not there or not blocked yet is asked again. */
    void decideAtGate(String gateId, String decision) {
        until("decision of " + gateId, () -> {
            Commands.Ended ended = stack.tryTemporal(
                    "workflow", "update", "execute", "--workflow-id", gateId, "--name", "decide", "--input", decision);
            return ended.exitCode() == 0 || ended.errors().contains("already completed");
        });
    }

    /** A failed try is followed by a start of the server, which waits until it answers. */
    private void until(String what, BooleanSupplier attempt) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (attempt.getAsBoolean()) {
                return;
            }
            stack.up("temporal");
        }
        throw new IllegalStateException("Tried %d times in vain: %s".formatted(TRIES, what));
    }
}
