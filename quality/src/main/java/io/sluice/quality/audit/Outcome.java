package io.sluice.quality.audit;

import io.sluice.definitions.model.gate.Expectation.Severity;
import java.util.List;

/** How an audit ended. */
public enum Outcome {
    PASS,
    PASS_WITH_WARNINGS,
    BLOCKED;

    /** The outcome of rules: an error or worse blocks, a warning is noted, information changes nothing. */
    static Outcome of(List<RuleOutcome> rules) {
        Severity worst = rules.stream()
                .filter(rule -> rule.status() != Status.PASSED)
                .map(RuleOutcome::effectiveSeverity)
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
        return switch (worst) {
            case INFO -> PASS;
            case WARNING -> PASS_WITH_WARNINGS;
            case ERROR, FATAL -> BLOCKED;
        };
    }
}
