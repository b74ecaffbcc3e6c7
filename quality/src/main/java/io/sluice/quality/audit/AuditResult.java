package io.sluice.quality.audit;

import java.util.Comparator;
import java.util.List;

/**
 * What an audit found.
 *
 * @param rows rows found in the snapshot
 * @param rules the rules that every gate has, then the expectations in their order
 */
public record AuditResult(AuditFacts facts, long rows, Outcome outcome, List<RuleOutcome> rules) {
    public AuditResult {
        rules = List.copyOf(rules);
    }

    /** The rules with the worst first: blocking, failed, passed; otherwise in their order. */
    public List<RuleOutcome> worstFirst() {
        return rules.stream()
                .sorted(Comparator.comparing((RuleOutcome rule) -> rule.status() == Status.PASSED)
                        .thenComparing(RuleOutcome::effectiveSeverity, Comparator.reverseOrder()))
                .toList();
    }

    /** The ids of rules that keep the snapshot from being published without a decision. */
    public List<String> blocking() {
        return rules.stream().filter(RuleOutcome::blocks).map(RuleOutcome::rule).toList();
    }
}
