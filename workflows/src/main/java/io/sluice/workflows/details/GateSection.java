package io.sluice.workflows.details;

import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.window.view.GateView;
import java.util.List;

/** A gate on a page: what failed, who may decide, what was said, and what to type. */
final class GateSection {
    private GateSection() {}

    /** @param phase what stands above already: a gate's own page need not say its state twice */
    static void write(Markdown page, GateView gate, String workflowId, String phase) {
        String state = gate.state().equals(phase) ? "" : ": " + gate.state();
        page.heading("Gate %s, attempt %d%s".formatted(gate.gate(), gate.attempt(), state));
        page.line("`%s` snapshot %s of %s %s"
                .formatted(
                        gate.gateId(),
                        Markdown.escape(gate.snapshotId()),
                        Markdown.escape(gate.dataset()),
                        Markdown.escape(gate.partition())));
        rules(page, gate);
        if (gate.changes() != null) {
            ChangesSection.write(page, gate.changes());
        }
        decisions(page, gate);
        if (gate.waits()) {
            people(page, gate);
            page.line("").line("Type one of these, with your name and reason (or use *Send a Signal* in the UI):");
            for (Commands.Command command : Commands.of(gate, workflowId)) {
                page.line("").line("**%s** %s:".formatted(Markdown.escape(command.name()), command.effect()));
                page.code(List.of(command.text()));
            }
            page.line("Also taken: **extend** moves the deadline (`until`), **reassign** says who else may decide"
                    + " (`approvers`), **comment** leaves a note (`text`)." + mending(gate));
        }
    }

    private static String mending(GateView gate) {
        return gate.dataset().startsWith("trusted.")
                ? " **remediate** also takes the strategies PATCH and FIXER (`name`), which mend the rows, and PREVIOUS for attributes."
                : "";
    }

    private static void rules(Markdown page, GateView gate) {
        if (!gate.reportUri().isEmpty()) {
            page.line("").line("Report: " + Markdown.escape(gate.reportUri()));
        }
        if (gate.rules().isEmpty()) {
            return;
        }
        page.line("").header(List.of("rule", "severity", "status", "observed", "expected"));
        for (RuleResult rule : gate.rules()) {
            page.row(List.of(rule.rule(), rule.severity(), rule.status(), rule.observed(), rule.expected()));
        }
        int more = gate.failedInAll() - gate.rules().size();
        if (more > 0) {
            page.line("").line("… %d more, see the report".formatted(more));
        }
    }

    private static void people(Markdown page, GateView gate) {
        String who = gate.approvers().isEmpty() ? "anybody" : String.join(", ", gate.approvers());
        page.line("")
                .line("May decide: %s. Approvals: %d of %d."
                        .formatted(Markdown.escape(who), gate.approvals().size(), gate.quorum()));
        if (!gate.deadline().isEmpty()) {
            page.line("Deadline: " + gate.deadline());
        }
    }

    private static void decisions(Markdown page, GateView gate) {
        if (gate.decisions() == 0) {
            return;
        }
        page.line("")
                .line("Decisions (%d, the last ones):".formatted(gate.decisions()))
                .line("");
        for (DecisionRecord decision : gate.recent()) {
            page.line("- %s%s (%s): %s"
                    .formatted(
                            Markdown.escape((decision.verb() + " " + decision.detail()).strip()),
                            // What could not be read was said by nobody known.
                            decision.by().isEmpty() ? "" : " by " + Markdown.escape(decision.by()),
                            decision.channel(),
                            Markdown.escape(decision.effect())));
        }
    }
}
