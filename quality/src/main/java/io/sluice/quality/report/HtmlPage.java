package io.sluice.quality.report;

import io.sluice.definitions.model.Expectation.Severity;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.Phrases;
import java.util.List;
import java.util.Locale;

/** The page of one audit: the verdict in prose, then every rule with what was expected and seen, the failed ones first. */
record HtmlPage(AuditResult result, ReportHead head, String reportHash) {
    String text() {
        AuditFacts facts = result.facts();
        String title = facts.dataset() + (facts.partition().isEmpty() ? "" : ", " + facts.partition());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>%s</h1>
                %s%s%s</body>
                </html>
                """.formatted(escaped(title), PageStyle.CSS, escaped(title), verdict(), facts(), rules());
    }

    private String verdict() {
        String tone = switch (result.outcome()) {
            case PASS -> "green";
            case PASS_WITH_WARNINGS -> "amber";
            case BLOCKED -> "red";
        };
        return """
                <section class="verdict %s"><strong>%s</strong>
                <p>%s</p></section>
                """.formatted(tone, headline(), escaped(sentence()));
    }

    private String headline() {
        return switch (result.outcome()) {
            case PASS -> "Passed";
            case PASS_WITH_WARNINGS -> "Passed with warnings";
            case BLOCKED -> "Blocked";
        };
    }

    private String sentence() {
        List<RuleOutcome> failed = failed();
        String all = Phrases.whole(result.rules().size());
        if (failed.isEmpty()) {
            return "All " + all + " rules passed on " + rows() + ".";
        }
        List<String> blocking = names(failed, true);
        List<String> other = names(failed, false);
        if (result.outcome() != Outcome.BLOCKED) {
            return other.size() + " of " + all + " rules did not pass on " + rows() + ", and none of them blocks: "
                    + String.join(", ", other) + ".";
        }
        String more = other.isEmpty() ? "" : " Also not passed, without blocking: " + String.join(", ", other) + ".";
        return blocking.size() + " of " + all + " rules block " + rows() + ": " + String.join(", ", blocking) + "."
                + more + " " + waiting();
    }

    private static List<String> names(List<RuleOutcome> rules, boolean blocking) {
        return rules.stream()
                .filter(rule -> rule.blocks() == blocking)
                .map(RuleOutcome::rule)
                .toList();
    }

    private String waiting() {
        boolean fatal =
                result.rules().stream().anyMatch(rule -> rule.blocks() && rule.effectiveSeverity() == Severity.FATAL);
        return fatal
                ? "Nothing is published. A fatal rule failed, which nobody can waive: reject, or remediate."
                : "Nothing is published until a person approves, rejects or remediates.";
    }

    private String rows() {
        return Phrases.whole(result.rows()) + (result.rows() == 1 ? " row" : " rows");
    }

    private String facts() {
        AuditFacts facts = result.facts();
        StringBuilder list = new StringBuilder("<dl>\n");
        fact(list, "Gate", head.gate() + " " + head.version());
        fact(list, "Dataset", facts.dataset());
        fact(list, "Partition", facts.partition());
        fact(list, "Snapshot", facts.snapshotId());
        fact(list, "Attempt", Integer.toString(facts.attempt()));
        fact(list, "Rows", Phrases.whole(result.rows()));
        fact(list, "Quarantined", Phrases.whole(facts.quarantined()));
        fact(list, "Same id at another time", Phrases.whole(facts.reusedIds()));
        fact(list, "Report hash", reportHash);
        return list.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder list, String name, String value) {
        if (!value.isBlank()) {
            list.append("<dt>" + name + "</dt><dd>" + escaped(value) + "</dd>\n");
        }
    }

    private String rules() {
        return failedRules(failed())
                + passedRules(result.rules().stream()
                        .filter(rule -> rule.status() == Status.PASSED)
                        .toList());
    }

    private List<RuleOutcome> failed() {
        return result.worstFirst().stream()
                .filter(rule -> rule.status() != Status.PASSED)
                .toList();
    }

    private static String failedRules(List<RuleOutcome> rules) {
        return rules.stream()
                .map(HtmlPage::rule)
                .reduce(String::concat)
                .map(articles -> "<h2>Did not pass (" + rules.size() + ")</h2>\n" + articles)
                .orElse("");
    }

    private static String passedRules(List<RuleOutcome> rules) {
        return rules.stream()
                .map(rule -> "<tr><td>" + escaped(rule.rule()) + "</td><td>" + escaped(rule.expected()) + "</td><td>"
                        + escaped(rule.observed()) + "</td></tr>\n")
                .reduce(String::concat)
                .map(lines -> "<h2>Passed (" + rules.size() + ")</h2>\n<table>"
                        + "<tr><th>Rule</th><th>Expected</th><th>Seen</th></tr>\n" + lines + "</table>\n")
                .orElse("");
    }

    private static String rule(RuleOutcome rule) {
        return """
                <article class="%s"><h3><span class="tag">%s</span> %s</h3>
                <p>Expected: %s.<br>Seen: %s.</p>
                %s%s</article>
                """.formatted(
                        tone(rule),
                        tag(rule),
                        escaped(rule.rule()),
                        escaped(rule.expected()),
                        escaped(rule.observed()),
                        bar(rule),
                        written(rule));
    }

    private static String written(RuleOutcome rule) {
        return rule.kwargs().isEmpty()
                ? ""
                : "<small><code>" + escaped(rule.type() + " " + CanonicalJson.of(rule.kwargs())) + "</code></small>";
    }

    private static String tone(RuleOutcome rule) {
        return switch (rule.effectiveSeverity()) {
            case INFO -> "blue";
            case WARNING -> "amber";
            case ERROR, FATAL -> "red";
        };
    }

    private static String tag(RuleOutcome rule) {
        String severity = rule.severity().name().toLowerCase(Locale.ROOT);
        return switch (rule.status()) {
            case PASSED -> "Passed";
            case FAILED -> "Failed (" + severity + ")";
            case UNKNOWN -> "Unknown (counts as an error)";
        };
    }

    private static String bar(RuleOutcome rule) {
        Counts counts = rule.counts();
        if (counts == null || counts.unexpected() == 0) {
            return "";
        }
        Double percent = counts.unexpectedPercent();
        if (percent == null) {
            return "";
        }
        String label = Phrases.number(percent) + " % unexpected";
        // A sliver stays visible however small the share is.
        String width = String.format(Locale.ROOT, "%.2f", Math.max(percent, 0.5));
        return "<div class=\"bar\" role=\"img\" aria-label=\"" + label + "\" title=\"" + label + "\"><i style=\"width:"
                + width + "%\"></i></div>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
