package io.sluice.activities.gate.audit;

import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.difference.Difference;
import io.sluice.workflows.gate.audit.Changes;
import io.sluice.workflows.gate.audit.ColumnChange;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an audit found, in the words of a gate's workflow. */
final class Verdicts {
    /** More do not fit a payload; the rest is in the report. */
    private static final int RULES = 50;

    /** Texts of a rule are for a dashboard. */
    private static final int TEXT = 300;

    /** What moved most is what people look at. */
    private static final int COLUMNS = 10;

    private Verdicts() {}

    static Verdict of(
            Guard guard,
            AuditResult result,
            String hash,
            String uri,
            @Nullable GateResult prior,
            @Nullable Difference difference) {
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
                prior,
                difference == null ? null : changes(difference));
    }

    private static Changes changes(Difference difference) {
        return new Changes(
                difference.reference(),
                difference.rowsBefore(),
                difference.rowsNow(),
                difference.added(),
                difference.removed(),
                difference.changed(),
                difference.columns().stream()
                        .limit(COLUMNS)
                        .map(column -> new ColumnChange(
                                column.column(),
                                rounded(column.nullsBefore()),
                                rounded(column.nullsNow()),
                                column.drift() == null ? null : rounded(column.drift())))
                        .filter(column -> column.nullsBefore() != column.nullsNow() || isOne(column.drift()))
                        .toList());
    }

    private static boolean isOne(@Nullable Double drift) {
        return drift != null && drift != 0;
    }

    private static double rounded(double share) {
        return Math.round(share * 1000) / 1000.0;
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
