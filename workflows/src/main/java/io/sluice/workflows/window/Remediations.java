package io.sluice.workflows.window;

import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.gate.audit.RuleResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the strategy of a remediation. */
final class Remediations {
    private static final String SOURCES = "trusted.";
    private static final String STREAMS = "events.";
    /** The ids of runs that take rows out of quarantine begin so. */
    private static final String REPROCESS = "reprocess/";

    /** The ids of runs that certify what a stream accepted begin so. */
    private static final String CERTIFY = "certify/";

    private static final String OF_STREAM =
            "use RETRY_AUDIT, or QUARANTINE_ROWS where the failing rows can be told apart, or approve or reject";

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
        if (ofCertification(window) && !decision.strategy().equals(Remediate.RETRY_AUDIT)) {
            return "what a stream accepted is certified as it is, so that both lanes have the same rows: use RETRY_AUDIT, or approve or reject";
        }
        return switch (decision.strategy()) {
            case Remediate.RETRY_AUDIT -> null;
            case Remediate.REINGEST -> reingest(window);
            case Remediate.QUARANTINE_ROWS -> quarantine(window);
            case Remediate.PATCH, Remediate.FIXER -> mend(window);
            default -> previous(window);
        };
    }

    private static @Nullable String reingest(DecisionWindow window) {
        if (ofStream(window)) {
            return "the offsets of a stream cannot be sent again: %s".formatted(OF_STREAM);
        }
        if (!window.dataset().startsWith(SOURCES)) {
            return "%s is not a source that could be sent again: mend its sources, reject this and update the view again"
                    .formatted(window.dataset());
        }
        return ofQuarantine(window)
                ? "these rows come from quarantine, not from a delivery: reject this and ingest the partition again"
                : null;
    }

    /** Whether there is such a patch or fixer is the registry's to say, see {@link RemedyCheck}. */
    private static @Nullable String mend(DecisionWindow window) {
        if (ofStream(window)) {
            return "patches and fixers mend the rows of files, not of a stream: %s".formatted(OF_STREAM);
        }
        return window.dataset().startsWith(SOURCES)
                ? null
                : "patches and fixers mend the rows of a source, not %s: mend its sources, reject this and update it again"
                        .formatted(window.dataset());
    }

    private static @Nullable String previous(DecisionWindow window) {
        if (ofStream(window)) {
            return "the last certified values of a stream stay as long as this interval is held: %s"
                    .formatted(OF_STREAM);
        }
        if (!window.dataset().startsWith(SOURCES)) {
            return "PREVIOUS carries the last certified values of a source of kind attributes forward, and %s is no source"
                    .formatted(window.dataset());
        }
        return ofQuarantine(window) ? "what is published stays as it is when you reject this" : null;
    }

    private static boolean ofStream(DecisionWindow window) {
        return window.dataset().startsWith(STREAMS);
    }

    private static boolean ofCertification(DecisionWindow window) {
        return window.parent() != null && window.parent().startsWith(CERTIFY);
    }

    private static boolean ofQuarantine(DecisionWindow window) {
        return window.parent() != null && window.parent().startsWith(REPROCESS);
    }

    private static @Nullable String quarantine(DecisionWindow window) {
        List<RuleResult> whole =
                window.blocking().stream().filter(rule -> !rule.rowLevel()).toList();
        if (!whole.isEmpty()) {
            return "%s judges no single rows, so no rows can be dropped for it: use RETRY_AUDIT%s, or reject"
                    .formatted(Decisions.joined(whole), ofStream(window) ? "" : " or REINGEST");
        }
        return window.blocking().isEmpty() ? "no rule failed for which rows could be quarantined" : null;
    }
}
