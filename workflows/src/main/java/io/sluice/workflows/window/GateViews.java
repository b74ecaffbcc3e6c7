package io.sluice.workflows.window;

import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.window.view.GateSubject;
import io.sluice.workflows.window.view.GateView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the {@link GateView} of a gate, bounded so that it fits beside others into one payload. */
final class GateViews {
    private static final int RULES = 20;
    private static final int RECENT = 5;
    private static final int MAX_TEXT = 200;

    private GateViews() {}

    static GateView of(
            Journal journal, String state, @Nullable Verdict verdict, @Nullable DecisionWindow window, String opened) {
        GateSubject subject = journal.subject();
        List<RuleResult> failed = verdict == null ? List.of() : failed(verdict);
        return new GateView(
                subject.gateId(),
                subject.gate(),
                subject.dataset(),
                subject.partition(),
                subject.snapshotId(),
                subject.attempt(),
                state,
                failed.stream().limit(RULES).map(GateViews::shorten).toList(),
                failed.size(),
                verdict == null ? 0 : verdict.rulesInAll(),
                subject.reportUri(),
                subject.reportHash(),
                window == null ? List.of() : window.deciders(),
                window == null ? List.of() : window.approvals(),
                window == null ? 0 : Math.max(1, window.policy().quorum()),
                opened,
                deadline(window),
                journal.count(),
                journal.newest(RECENT).stream().map(GateViews::shorten).toList(),
                verdict == null ? null : verdict.changes());
    }

    private static List<RuleResult> failed(Verdict verdict) {
        return verdict.rules().stream()
                .filter(rule -> !rule.status().equals("PASSED"))
                .toList();
    }

    private static String deadline(@Nullable DecisionWindow window) {
        if (window == null || window.clock().deadline() == 0) {
            return "";
        }
        return Instant.ofEpochMilli(window.clock().deadline()).toString();
    }

    private static RuleResult shorten(RuleResult rule) {
        return new RuleResult(
                shorten(rule.rule()),
                rule.type(),
                rule.severity(),
                rule.status(),
                rule.rowLevel(),
                rule.elements(),
                rule.unexpected(),
                shorten(rule.observed()),
                shorten(rule.expected()));
    }

    private static DecisionRecord shorten(DecisionRecord decision) {
        return new DecisionRecord(
                decision.decisionId(),
                decision.gateId(),
                decision.dataset(),
                decision.partition(),
                decision.snapshotId(),
                decision.attempt(),
                decision.reportHash(),
                shorten(decision.by()),
                decision.identity(),
                decision.channel(),
                decision.verb(),
                shorten(decision.reason()),
                shorten(decision.detail()),
                shorten(decision.effect()),
                decision.at());
    }

    private static String shorten(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
