package io.sluice.workflows.details;

import io.sluice.workflows.gate.RuleResult;
import io.sluice.workflows.window.DecisionWindow;
import io.sluice.workflows.window.GateView;
import java.util.ArrayList;
import java.util.List;

/** The commands that decide a gate, ready to be typed. */
public final class Commands {
    private Commands() {}

    /**
     * The verbs that this gate can take now.
     *
     * @param workflowId where to send them: the gate, or the workflow that waits for it
     */
    public static List<String> of(GateView gate, String workflowId) {
        List<RuleResult> blocking =
                gate.rules().stream().filter(DecisionWindow::blocks).toList();
        List<String> commands = new ArrayList<>();
        if (!blocking.isEmpty() && blocking.stream().allMatch(RuleResult::rowLevel)) {
            commands.add(remediate(gate, workflowId, "QUARANTINE_ROWS"));
        }
        if (gate.dataset().startsWith("trusted.")) {
            commands.add(remediate(gate, workflowId, "REINGEST"));
        }
        commands.add(remediate(gate, workflowId, "RETRY_AUDIT"));
        if (blocking.stream().noneMatch(rule -> "fatal".equalsIgnoreCase(rule.severity()))) {
            commands.add(signal(gate, workflowId, "approve", ""));
        }
        commands.add(signal(gate, workflowId, "reject", ""));
        return commands;
    }

    private static String remediate(GateView gate, String workflowId, String strategy) {
        return signal(gate, workflowId, "remediate", ",\"strategy\":\"" + strategy + "\"");
    }

    private static String signal(GateView gate, String workflowId, String verb, String more) {
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
