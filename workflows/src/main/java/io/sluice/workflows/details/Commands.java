package io.sluice.workflows.details;

import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.registry.DefinitionsGate;
import io.sluice.workflows.window.DecisionWindow;
import io.sluice.workflows.window.view.GateView;
import java.util.ArrayList;
import java.util.List;

/** The commands that decide a gate, ready to be typed. */
public final class Commands {
    private Commands() {}

    /**
     * A command and what it does.
     *
     * @param name the verb, with its strategy
     * @param effect what happens then, as the end of a sentence that begins with the name
     * @param text to be typed
     */
    public record Command(String name, String effect, String text) {}

    /**
     * The verbs that this gate can take now.
     *
     * @param workflowId where to send them: the gate, or the workflow that waits for it
     */
    public static List<Command> of(GateView gate, String workflowId) {
        List<RuleResult> blocking =
                gate.rules().stream().filter(DecisionWindow::blocks).toList();
        List<Command> commands = new ArrayList<>();
        boolean stream = gate.dataset().startsWith("events.");
        if (!blocking.isEmpty() && blocking.stream().allMatch(RuleResult::rowLevel)) {
            commands.add(remediate(
                    gate,
                    workflowId,
                    "QUARANTINE_ROWS",
                    stream
                            ? "takes the failing offsets out of the stream; the apps start anew without them"
                            : "moves the failing rows to quarantine and audits the others as the next attempt"));
        }
        if (gate.dataset().startsWith("trusted.")) {
            commands.add(remediate(
                    gate,
                    workflowId,
                    "REINGEST",
                    "reads the source again (or another file, with `path`) and audits that as the next attempt"));
        }
        if (gate.dataset().equals(DefinitionsGate.DATASET)) {
            return decided(gate, workflowId);
        }
        commands.add(remediate(
                gate, workflowId, "RETRY_AUDIT", "audits the same rows again, by the gate's definition as it is then"));
        if (blocking.stream().noneMatch(rule -> "fatal".equalsIgnoreCase(rule.severity()))) {
            commands.add(signal(
                    gate,
                    workflowId,
                    "approve",
                    stream
                            ? "waives the failed rules: the values of these offsets go online as they are"
                            : "waives the failed rules: the rows are published as they are"));
        }
        commands.add(signal(
                gate,
                workflowId,
                "reject",
                stream
                        ? "takes these offsets out of the stream; the apps start anew without them"
                        : "publishes nothing; the candidate is kept for some days"));
        return commands;
    }

    /** A plan is registered or it is not: to mend it is to apply another one. */
    private static List<Command> decided(GateView gate, String workflowId) {
        return List.of(
                signal(gate, workflowId, "approve", "registers exactly this plan"),
                signal(gate, workflowId, "reject", "registers nothing"));
    }

    private static Command remediate(GateView gate, String workflowId, String strategy, String effect) {
        String text = text(gate, workflowId, "remediate", ",\"strategy\":\"" + strategy + "\"");
        return new Command("remediate, " + strategy, effect, text);
    }

    private static Command signal(GateView gate, String workflowId, String verb, String effect) {
        return new Command(verb, effect, text(gate, workflowId, verb, ""));
    }

    private static String text(GateView gate, String workflowId, String verb, String more) {
        String input = "{\"by\":\"you\",\"reason\":\"why\"%s,\"attempt\":%d}".formatted(more, gate.attempt());
        // What tells the commands apart stands first: the UI cuts long lines off.
        return "temporal workflow signal --name %s \\\n  --input %s \\\n  --workflow-id %s"
                .formatted(verb, quoted(input), quoted(workflowId));
    }

    /** A word as the shell reads it back. */
    static String quoted(String word) {
        boolean plain = word.matches("[A-Za-z0-9_./:@=+-]+");
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
