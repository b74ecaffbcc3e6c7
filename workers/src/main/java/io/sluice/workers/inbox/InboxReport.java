package io.sluice.workers.inbox;

import io.sluice.workflows.details.Commands.Command;
import java.util.List;

/** An inbox for people. */
final class InboxReport {
    private InboxReport() {}

    static String text(List<OpenGate> open) {
        if (open.isEmpty()) {
            return "No gate waits for a decision.";
        }
        StringBuilder text = new StringBuilder(
                open.size() == 1
                        ? "1 gate waits for a decision.\n"
                        : open.size() + " gates wait for a decision, the next deadline first.\n");
        open.forEach(gate -> append(text, gate));
        return text.toString().stripTrailing();
    }

    private static void append(StringBuilder text, OpenGate gate) {
        text.append('\n').append(gate.workflowId()).append('\n');
        if (gate.state().equals("UNKNOWN")) {
            line(text, "no worker answers for it: start one (sluice worker --role control), then ask again");
            return;
        }
        line(
                text,
                "%s %s, gate %s, attempt %d".formatted(gate.dataset(), gate.partition(), gate.gate(), gate.attempt()));
        line(text, "waits for %s%s".formatted(gate.age(), deadline(gate)));
        line(text, "may decide: %s; approvals: %d of %d".formatted(people(gate), gate.approvals(), gate.quorum()));
        line(text, "failed: " + String.join(", ", gate.failed()));
        if (!gate.report().isEmpty()) {
            line(text, "report: " + gate.report());
        }
        for (Command command : gate.commands()) {
            line(text, "# " + command.name());
            line(text, command.text().replaceAll("\\s*\\\\\\n\\s*", " "));
        }
    }

    private static String deadline(OpenGate gate) {
        if (gate.deadline().isEmpty()) {
            return ", no deadline";
        }
        return gate.remaining().isEmpty()
                ? ", held since its deadline %s has passed".formatted(gate.deadline())
                : ", deadline %s (in %s)".formatted(gate.deadline(), gate.remaining());
    }

    private static String people(OpenGate gate) {
        return gate.approvers().isEmpty() ? "anybody" : String.join(", ", gate.approvers());
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }
}
