package io.sluice.workers.inbox;

import io.sluice.workflows.details.Commands.Command;
import java.util.List;

/**
 * A gate that waits for people, as {@code sluice inbox --json} prints it.
 *
 * @param state AWAITING_DECISION, HELD (the deadline has passed), or UNKNOWN when no worker answers for it
 * @param failed the rules that block, at most 20
 * @param opened since when it waits, ISO instant
 * @param age the same in words
 * @param deadline ISO instant; empty: there is none
 * @param remaining the time until then in words; empty: there is no deadline, or it has passed
 * @param approvers who may decide; empty: anybody
 * @param commands what can be typed
 */
record OpenGate(
        String workflowId,
        String state,
        String gate,
        String dataset,
        String partition,
        int attempt,
        List<String> failed,
        String opened,
        String age,
        String deadline,
        String remaining,
        List<String> approvers,
        int approvals,
        int quorum,
        String report,
        List<Command> commands) {
    /** One for which no worker answers. */
    static OpenGate unanswered(String workflowId) {
        return new OpenGate(
                workflowId, "UNKNOWN", "", "", "", 0, List.of(), "", "", "", "", List.of(), 0, 0, "", List.of());
    }
}
