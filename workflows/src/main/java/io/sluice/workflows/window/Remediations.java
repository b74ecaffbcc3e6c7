package io.sluice.workflows.window;

import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.gate.RuleResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the strategy of a remediation. */
final class Remediations {
    private static final String SOURCES = "trusted.";

    private Remediations() {}

    static Effect decide(DecisionWindow window, Decision decision) {
        @Nullable String refusal = refusal(window, decision);
        if (refusal != null) {
            return Effect.ignored(refusal, window);
        }
        boolean quarantines = decision.strategy().equals(Remediate.QUARANTINE_ROWS);
        List<String> rules = quarantines ? Decisions.names(window.blocking()) : List.of();
        return Effect.applied(
                "remediation %s starts attempt %d".formatted(decision.strategy(), window.attempt() + 1),
                window.ended(Decisions.ending("REMEDIATED", decision, rules)));
    }

    private static @Nullable String refusal(DecisionWindow window, Decision decision) {
        if (window.parent() == null) {
            return "no run waits for this gate: start QualityGate again with attempt %d, or approve or reject"
                    .formatted(window.attempt() + 1);
        }
        if (window.attempt() >= window.policy().maxAttempts()) {
            return "attempt %d is the last one that the gate's policy allows (max_attempts): approve or reject"
                    .formatted(window.attempt());
        }
        if (decision.path() != null && !decision.strategy().equals(Remediate.REINGEST)) {
            return "field path only goes with strategy REINGEST";
        }
        return switch (decision.strategy()) {
            case Remediate.RETRY_AUDIT -> null;
            case Remediate.REINGEST -> reingest(window);
            case Remediate.QUARANTINE_ROWS -> quarantine(window);
            default ->
                "strategy %s is not available yet, use RETRY_AUDIT, REINGEST or QUARANTINE_ROWS"
                        .formatted(decision.strategy());
        };
    }

    private static @Nullable String reingest(DecisionWindow window) {
        return window.dataset().startsWith(SOURCES)
                ? null
                : "%s is not a source that could be sent again: mend its sources, reject this and update the view again"
                        .formatted(window.dataset());
    }

    private static @Nullable String quarantine(DecisionWindow window) {
        List<RuleResult> whole =
                window.blocking().stream().filter(rule -> !rule.rowLevel()).toList();
        if (!whole.isEmpty()) {
            return "%s judges no single rows, so no rows can be dropped for it: use RETRY_AUDIT or REINGEST, or reject"
                    .formatted(Decisions.joined(whole));
        }
        return window.blocking().isEmpty() ? "no rule failed for which rows could be quarantined" : null;
    }
}
