package io.sluice.workflows.window;

import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.testing.Verdicts;
import java.util.List;

/** Windows to decide in. */
final class Windows {
    static final long NOW = 1_000_000L;

    private Windows() {}

    static DecisionWindow first(RuleResult... rules) {
        return of(Verdicts.policy(), 1, rules);
    }

    static DecisionWindow of(Policy policy, int attempt, RuleResult... rules) {
        return new DecisionWindow(
                "gate/trusted.s/p/77/" + attempt,
                "trusted.s",
                "77",
                attempt,
                "ingest/s/p",
                "rita",
                policy,
                List.of(rules),
                rules.length,
                policy.approvers(),
                List.of(),
                List.of(),
                DecisionClock.start(NOW, policy),
                null);
    }

    /** approvers, quorum, prevent self approval, deadline in seconds, escalation list, on expiry, attempts. */
    static Policy policy(
            List<String> approvers, int quorum, String self, long deadline, List<String> escalate, String onExpiry) {
        return new Policy(
                approvers, quorum, true, self.equals("NO_SELF"), deadline, 0.5, 0.8, escalate, onExpiry, 14, 3, 1.0);
    }
}
