package io.sluice.workflows.gate.audit;

/**
 * How one rule did.
 *
 * @param status PASSED, FAILED or UNKNOWN (could not be evaluated, counts as an error)
 * @param rowLevel whether failing rows can be told apart, so that QUARANTINE_ROWS is possible
 * @param observed what was seen, in words, without row values
 */
public record RuleResult(
        String rule,
        String type,
        String severity,
        String status,
        boolean rowLevel,
        long elements,
        long unexpected,
        String observed,
        String expected) {}
