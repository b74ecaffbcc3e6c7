package io.sluice.workflows.gate.audit;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param outcome PASS, PASS_WITH_WARNINGS or BLOCKED
 * @param rules every rule, failed ones first and of these fatal ones first; at most 50 of them, the rest is in the report
 * @param reportHash SHA-256 over gate fingerprint, snapshot and rule results, lower-case hexadecimal
 * @param prior the newest outcome already decided for this snapshot, attempt and report, or null
 * @param changes of a blocked candidate against what is published; null: nothing to compare with
 */
public record Verdict(
        String outcome,
        DefinitionRef gate,
        Policy policy,
        List<RuleResult> rules,
        int rulesInAll,
        long rows,
        long quarantined,
        String reportHash,
        String reportUri,
        @Nullable GateResult prior,
        @Nullable Changes changes) {}
