package io.sluice.quality.report.page;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verdicts as sentences. */
final class Prose {
    private static final Pattern VERB = Pattern.compile(" (is|are|has|have)( not)? ");
    private static final int NAMED = 5;
    private static final int NAME = 80;

    private Prose() {}

    /** {@code All values of x must be at least 0; 12 of 3,108 (0.3861 %) were not.} */
    static String of(RuleOutcome rule) {
        Counts counts = rule.counts();
        if (rule.status() == Status.UNKNOWN) {
            return "Expected: " + rule.expected() + ". This " + rule.observed() + ".";
        } else if (counts == null) {
            return rule.expected().equals(rule.observed())
                    ? capital(rule.observed()) + "."
                    : "Expected: " + rule.expected() + ". Seen: " + rule.observed() + ".";
        } else if (counts.considered() == 0) {
            return capital(must(rule.expected())) + "; there was no value to look at.";
        }
        return capital(must(rule.expected())) + "; " + counted(rule.expected(), counts) + ".";
    }

    private static String counted(String expected, Counts counts) {
        Double percent = counts.unexpectedPercent();
        String not = VERB.matcher(expected).find() ? " not" : " not so";
        if (counts.unexpected() == 0 || percent == null) {
            return counts.considered() == 1
                    ? "the only one was"
                    : "all " + Phrases.whole(counts.considered()) + " were";
        }
        return Phrases.whole(counts.unexpected()) + " of " + Phrases.whole(counts.considered()) + " ("
                + Phrases.number(percent) + " %) " + (counts.unexpected() == 1 ? "was" : "were") + not;
    }

    /** {@code all values of x are 1} becomes {@code all values of x must be 1}. */
    private static String must(String expected) {
        Matcher verb = VERB.matcher(expected);
        if (!verb.find()) {
            return "expected: " + expected;
        }
        String not = verb.group(2) == null ? "" : verb.group(2);
        String must = " must" + not + (verb.group(1).startsWith("ha") ? " have " : " be ");
        return expected.substring(0, verb.start()) + must + expected.substring(verb.end());
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** What happens to rows that fail, where that is not nothing. */
    static String action(RuleOutcome rule) {
        if (rule.action() == RowAction.QUARANTINE) {
            return "Rows that fail go to quarantine before the audit.";
        }
        return rule.action() == RowAction.FAIL ? "A single row that fails is a failure." : "";
    }

    static String verdict(AuditResult result) {
        List<RuleOutcome> failed = result.worstFirst().stream()
                .filter(rule -> rule.status() != Status.PASSED)
                .toList();
        String all = Phrases.whole(result.rules().size());
        String rows = Phrases.whole(result.rows()) + (result.rows() == 1 ? " row" : " rows");
        if (failed.isEmpty()) {
            return "All " + all + " rules passed on " + rows + ".";
        }
        String other = names(failed, false);
        if (result.outcome() != Outcome.BLOCKED) {
            return failed.size() + " of " + all + " rules did not pass on " + rows + ", and none of them blocks: "
                    + other + ".";
        }
        long blocking = failed.stream().filter(RuleOutcome::blocks).count();
        String more = other.isEmpty() ? "" : " Also not passed, without blocking: " + other + ".";
        return blocking + " of " + all + (blocking == 1 ? " rules blocks " : " rules block ") + rows + ": "
                + names(failed, true) + "." + more + " " + waiting(result);
    }

    private static String names(List<RuleOutcome> rules, boolean blocking) {
        List<String> names = rules.stream()
                .filter(rule -> rule.blocks() == blocking)
                .map(rule -> shortened(rule.rule()))
                .toList();
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and " + Phrases.whole(names.size() - NAMED) + " more";
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME)) + "…";
    }

    private static String waiting(AuditResult result) {
        boolean fatal =
                result.rules().stream().anyMatch(rule -> rule.blocks() && rule.effectiveSeverity() == Severity.FATAL);
        return fatal
                ? "Nothing is published. A fatal rule failed, which nobody can waive: reject, or remediate."
                : "Nothing is published until a person approves, rejects or remediates.";
    }
}
