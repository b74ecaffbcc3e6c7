package io.sluice.workflows.window;

import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A blocked gate that waits for people, as a value.
 *
 * @param gateId the gate's workflow id
 * @param parent the workflow that waits for this gate; null when a person started the gate
 * @param requestedBy who asked for the run that is gated
 * @param rules what the audit found; failed ones first, at most 50
 * @param approvers who may decide; empty: anybody
 * @param escalation who may decide beside them since it was escalated
 * @param approvals who has approved so far
 * @param ending null while it is open
 */
public record DecisionWindow(
        String gateId,
        String dataset,
        String snapshotId,
        int attempt,
        @Nullable String parent,
        @Nullable String requestedBy,
        Policy policy,
        List<RuleResult> rules,
        int rulesInAll,
        List<String> approvers,
        List<String> escalation,
        List<String> approvals,
        DecisionClock clock,
        @Nullable Ending ending) {
    public DecisionWindow {
        rules = List.copyOf(rules);
        approvers = List.copyOf(approvers);
        escalation = List.copyOf(escalation);
        approvals = List.copyOf(approvals);
    }

    /** The rules that block: failed ones of severity error or fatal, and all that could not be evaluated. */
    public List<RuleResult> blocking() {
        return rules.stream().filter(DecisionWindow::blocks).toList();
    }

    /** The names of the rules among these that block. */
    public static List<String> namesOfBlocking(List<RuleResult> rules) {
        return rules.stream()
                .filter(DecisionWindow::blocks)
                .map(RuleResult::rule)
                .toList();
    }

    /** Whether this result of a rule blocks. */
    public static boolean blocks(RuleResult rule) {
        return switch (rule.status()) {
            case "UNKNOWN" -> true;
            case "FAILED" -> isFatal(rule) || "error".equalsIgnoreCase(rule.severity());
            default -> false;
        };
    }

    /** Whether nobody may waive this rule. */
    static boolean isFatal(RuleResult rule) {
        return "fatal".equalsIgnoreCase(rule.severity());
    }

    DecisionWindow ended(Ending with) {
        return copy(approvers, escalation, approvals, clock, with);
    }

    DecisionWindow approvedBy(String person) {
        List<String> all = new ArrayList<>(approvals);
        all.add(person);
        return copy(approvers, escalation, all, clock, ending);
    }

    DecisionWindow assigned(List<String> people) {
        return copy(people, escalation, approvals, clock, ending);
    }

    DecisionWindow escalated() {
        return copy(approvers, policy.escalate(), approvals, clock, ending);
    }

    DecisionWindow timed(DecisionClock next) {
        return copy(approvers, escalation, approvals, next, ending);
    }

    /** Who may decide now; empty: anybody. Handing over does not undo an escalation. */
    public List<String> deciders() {
        Set<String> all = new LinkedHashSet<>(approvers);
        if (!approvers.isEmpty()) {
            all.addAll(escalation);
        }
        return new ArrayList<>(all);
    }

    private DecisionWindow copy(
            List<String> people,
            List<String> others,
            List<String> approved,
            DecisionClock time,
            @Nullable Ending with) {
        return new DecisionWindow(
                gateId,
                dataset,
                snapshotId,
                attempt,
                parent,
                requestedBy,
                policy,
                rules,
                rulesInAll,
                people,
                others,
                approved,
                time,
                with);
    }
}
