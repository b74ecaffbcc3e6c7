package io.sluice.workflows.window;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.decision.Decision;
import io.sluice.workflows.decision.Verb;
import io.sluice.workflows.gate.audit.RuleResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges a decision: pure, so that signals, the update and replays agree. */
public final class Decisions {
    private Decisions() {}

    /**
     * What a decision does to a window.
     *
     * @param now epoch milliseconds
     */
    public static Effect decide(DecisionWindow window, Decision decision, long now) {
        @Nullable
        String refusal = firstOf(binding(window, decision), people(window, decision), reason(window, decision));
        if (refusal != null) {
            return Effect.ignored(refusal, window);
        }
        return switch (decision.verb()) {
            case APPROVE -> approve(window, decision);
            case REJECT -> Effect.applied("rejected", window.ended(ending("REJECTED", decision, List.of())));
            case REMEDIATE -> Remediations.decide(window, decision);
            case EXTEND -> extend(window, decision, now);
            case REASSIGN ->
                Effect.applied(
                        "may now be decided by " + String.join(", ", decision.approvers()),
                        window.assigned(decision.approvers()));
            case COMMENT -> Effect.applied("noted", window);
        };
    }

    /** What happens when a step of the clock is due and nobody has decided. */
    public static Effect tick(DecisionWindow window, DecisionClock.Step step) {
        DecisionWindow next = window.timed(window.clock().stepped());
        return switch (step) {
            case REMIND -> Effect.applied("reminder: nobody has decided yet", next);
            case ESCALATE -> escalate(next);
            case EXPIRE -> expire(next);
        };
    }

    private static Effect escalate(DecisionWindow window) {
        List<String> people = window.policy().escalate();
        return people.isEmpty()
                ? Effect.applied("second reminder: nobody has decided yet", window)
                : Effect.applied("escalated: may also be decided by " + String.join(", ", people), window.escalated());
    }

    private static Effect expire(DecisionWindow window) {
        if ("REJECT".equalsIgnoreCase(window.policy().onExpiry())) {
            Ending ending = new Ending("REJECTED", "policy", "nobody decided before the deadline", "", List.of(), null);
            return Effect.applied("rejected by policy: the deadline has passed", window.ended(ending));
        }
        return Effect.applied("held: the deadline has passed, every verb is still taken", window);
    }

    private static @Nullable String binding(DecisionWindow window, Decision decision) {
        if (window.ending() != null) {
            return "the gate is decided already: %s by %s"
                    .formatted(window.ending().outcome(), window.ending().by());
        }
        if (decision.gate() != null && !decision.gate().equals(window.gateId())) {
            return "this is gate %s, not %s".formatted(window.gateId(), decision.gate());
        }
        if (decision.snapshotId() != null && !decision.snapshotId().equals(window.snapshotId())) {
            return "the gate holds snapshot %s, not %s".formatted(window.snapshotId(), decision.snapshotId());
        }
        return attempt(window, decision);
    }

    private static @Nullable String attempt(DecisionWindow window, Decision decision) {
        if (decision.attempt() == null) {
            boolean needed = window.attempt() > 1 && decision.verb() != Verb.COMMENT;
            return needed
                    ? "this is attempt %d: only at the first one may attempt be left out; add \"attempt\": %d"
                            .formatted(window.attempt(), window.attempt())
                    : null;
        }
        return decision.attempt() == window.attempt()
                ? null
                : "the gate is at attempt %d, not %d".formatted(window.attempt(), decision.attempt());
    }

    private static @Nullable String people(DecisionWindow window, Decision decision) {
        if (decision.verb() == Verb.COMMENT) {
            return null;
        }
        List<String> deciders = window.deciders();
        if (!deciders.isEmpty() && !contains(deciders, decision.by())) {
            return "%s may not decide here; may decide: %s%s"
                    .formatted(decision.by(), String.join(", ", deciders), Nearest.hint(decision.by(), deciders));
        }
        boolean own = window.requestedBy() != null && same(window.requestedBy(), decision.by());
        return own && window.policy().preventSelfApproval()
                ? "%s asked for this run, and the gate's policy wants somebody else to decide".formatted(decision.by())
                : null;
    }

    private static @Nullable String reason(DecisionWindow window, Decision decision) {
        boolean wanted = switch (decision.verb()) {
            case APPROVE, REJECT, REMEDIATE -> window.policy().requireReason();
            case EXTEND, REASSIGN, COMMENT -> false;
        };
        return wanted && decision.reason() == null ? "field reason is missing: say why, it is kept on record" : null;
    }

    private static Effect approve(DecisionWindow window, Decision decision) {
        @Nullable String refusal = firstOf(fatal(window), coverage(window, decision), again(window, decision));
        if (refusal != null) {
            return Effect.ignored(refusal, window);
        }
        DecisionWindow next = window.approvedBy(decision.by());
        int quorum = Math.max(1, window.policy().quorum());
        if (next.approvals().size() < quorum) {
            return Effect.applied("approval %d of %d".formatted(next.approvals().size(), quorum), next);
        }
        Ending waived = new Ending(
                "WAIVED",
                String.join(", ", next.approvals()),
                text(decision.reason()),
                "",
                names(window.blocking()),
                null);
        return Effect.applied("waived " + String.join(", ", waived.rules()), next.ended(waived));
    }

    private static @Nullable String fatal(DecisionWindow window) {
        List<RuleResult> fatal =
                window.blocking().stream().filter(DecisionWindow::isFatal).toList();
        return fatal.isEmpty()
                ? null
                : "%s may be waived by nobody (severity fatal): remediate or reject".formatted(joined(fatal));
    }

    private static @Nullable String coverage(DecisionWindow window, Decision decision) {
        if (decision.rules().isEmpty()) {
            return null;
        }
        List<String> blocking = names(window.blocking());
        for (String rule : decision.rules()) {
            if (!blocking.contains(rule)) {
                return "%s is not a rule that blocks here%s; these do: %s"
                        .formatted(rule, Nearest.hint(rule, blocking), String.join(", ", blocking));
            }
        }
        List<String> left = blocking.stream()
                .filter(rule -> !decision.rules().contains(rule))
                .toList();
        if (!left.isEmpty()) {
            return "rules leaves out %s, which failed too: all failed rules must be covered"
                    .formatted(String.join(", ", left));
        }
        boolean more = blocking.size() == window.rules().size() && window.rulesInAll() > blocking.size();
        return more ? "more rules failed than are listed here: see the report, and leave out rules to waive all" : null;
    }

    private static @Nullable String again(DecisionWindow window, Decision decision) {
        return contains(window.approvals(), decision.by())
                ? "%s has approved already; %d approvals of different people are needed"
                        .formatted(decision.by(), window.policy().quorum())
                : null;
    }

    private static Effect extend(DecisionWindow window, Decision decision, long now) {
        Instant until = Instant.parse(text(decision.until()));
        if (until.toEpochMilli() <= now) {
            return Effect.ignored(
                    "until %s is not in the future (it is %s)".formatted(until, Instant.ofEpochMilli(now)), window);
        }
        return Effect.applied(
                "deadline moved to " + until, window.timed(window.clock().extend(now, until)));
    }

    static Ending ending(String outcome, Decision decision, List<String> rules) {
        return new Ending(outcome, decision.by(), text(decision.reason()), decision.strategy(), rules, decision.path());
    }

    static List<String> names(List<RuleResult> rules) {
        return rules.stream().map(RuleResult::rule).toList();
    }

    static String joined(List<RuleResult> rules) {
        return rules.stream().map(RuleResult::rule).collect(Collectors.joining(", "));
    }

    private static @Nullable String firstOf(@Nullable String... refusals) {
        for (@Nullable String refusal : refusals) {
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static boolean contains(List<String> people, String person) {
        return people.stream().anyMatch(one -> same(one, person));
    }

    /** Identities are claimed, so Ana and ana are the same person. */
    private static boolean same(String one, String other) {
        return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
