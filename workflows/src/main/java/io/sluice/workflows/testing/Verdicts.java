package io.sluice.workflows.testing;

import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;

/** Verdicts and their parts, for tests. */
public final class Verdicts {
    private Verdicts() {}

    /** Anybody may decide, one is enough, a reason is needed, there is no deadline. */
    public static Policy policy() {
        return new Policy(List.of(), 1, true, false, 0, 0.5, 0.8, List.of(), "HOLD", 14, 10, 1.0);
    }

    /** A verdict with nothing to say. */
    public static Verdict pass(AuditRequest request) {
        return verdict(request, "PASS", policy(), List.of());
    }

    /** A verdict that waits for people. */
    public static Verdict blocked(AuditRequest request, Policy policy, RuleResult... rules) {
        return verdict(request, "BLOCKED", policy, List.of(rules));
    }

    /** The same verdict by another version of the gate. */
    public static Verdict readAs(String version, Verdict verdict) {
        DefinitionRef gate = verdict.gate();
        return new Verdict(
                verdict.outcome(),
                new DefinitionRef(gate.kind(), gate.name(), version, "fingerprint of " + version),
                verdict.policy(),
                verdict.rules(),
                verdict.rulesInAll(),
                verdict.rows(),
                verdict.quarantined(),
                verdict.reportHash(),
                verdict.reportUri(),
                verdict.prior(),
                verdict.changes());
    }

    /** A rule whose failing rows can be told apart. */
    public static RuleResult failedRows(String rule, String severity) {
        return new RuleResult(
                rule, "expect_column_values_to_be_between", severity, "FAILED", true, 100, 7, "7 of 100", "none");
    }

    /** A rule about the table as a whole. */
    public static RuleResult failedTable(String rule, String severity) {
        return new RuleResult(
                rule, "expect_table_row_count_to_be_between", severity, "FAILED", false, 1, 1, "100 rows", "200 rows");
    }

    private static Verdict verdict(AuditRequest request, String outcome, Policy policy, List<RuleResult> rules) {
        String report = "report-%s-%s".formatted(request.snapshotId(), rules.hashCode());
        return new Verdict(
                outcome,
                new DefinitionRef("gate", request.gate(), "v1", "fingerprint"),
                policy,
                rules,
                rules.size(),
                100,
                0,
                report,
                "memory:" + report,
                null,
                null);
    }
}
