package io.sluice.activities.gate;

import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.workflows.gate.GateResult;
import io.sluice.workflows.gate.RuleResult;
import io.sluice.workflows.gate.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an audit found, in the words of a gate's workflow. */
final class Verdicts {
    /** More do not fit a payload; the rest is in the report. */
    private static final int RULES = 50;

    /** Texts of a rule are for a dashboard. */
    private static final int TEXT = 300;

    private Verdicts() {}

    static Verdict of(Guard guard, AuditResult result, String hash, String uri, @Nullable GateResult prior) {
        // A change point is no row that could be left out: the value before it would go on.
        boolean rows = !result.facts().dataset().startsWith("views.");
        List<RuleResult> rules = result.worstFirst().stream()
                .limit(RULES)
                .map(rule -> rule(rule, rows))
                .toList();
        return new Verdict(
                result.outcome().name(),
                guard.ref(),
                Policies.of(guard.gate().policy(), guard.projectApprovers()),
                rules,
                result.rules().size(),
                result.rows(),
                result.facts().quarantined(),
                hash,
                uri,
                prior);
    }

    private static RuleResult rule(RuleOutcome rule, boolean rows) {
        return new RuleResult(
                rule.rule(),
                rule.type(),
                rule.effectiveSeverity().name().toLowerCase(Locale.ROOT),
                rule.status().name(),
                rows && rule.rowLevel(),
                rule.elements(),
                rule.unexpected(),
                shortened(rule.observed()),
                shortened(rule.expected()));
    }

    private static String shortened(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}
