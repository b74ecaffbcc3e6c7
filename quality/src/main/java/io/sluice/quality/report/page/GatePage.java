package io.sluice.quality.report.page;

import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.page.html.Document;
import io.sluice.quality.report.page.html.Html;
import io.sluice.quality.report.page.picture.Sparkline;
import java.util.List;
import java.util.Optional;

/** The page of one audit: the verdict in prose, what people can do, then every rule with what was seen. */
public final class GatePage {
    private final AuditResult result;
    private final ReportContext context;
    private final String hash;
    private final Html page = new Html();

    private GatePage(AuditResult result, ReportContext context, String hash) {
        this.result = result;
        this.context = context;
        this.hash = hash;
    }

    /** The page; less than 4 MiB however many rules there are. */
    public static String of(AuditResult result, ReportContext context, String hash) {
        GatePage page = new GatePage(result, context, hash);
        page.header();
        page.main();
        AuditFacts facts = result.facts();
        return Document.of(
                "%s: %s %s"
                        .formatted(page.headline(), facts.dataset(), facts.partition())
                        .strip(),
                page.page);
    }

    /** The same page with everything that was said by now; empty when this is no page of a gate. */
    public static Optional<String> decided(String page, String ending, List<Remark> remarks) {
        int start = page.indexOf(People.START);
        int end = page.indexOf(People.END);
        return start < 0 || end < start
                ? Optional.empty()
                : Optional.of(page.substring(0, start)
                        + People.section(ending, remarks, List.of())
                        + page.substring(end + People.END.length()));
    }

    private void header() {
        AuditFacts facts = result.facts();
        Tone tone = Tone.of(result.outcome());
        page.raw("<header class=\"%s\">\n<nav>".formatted(tone.css()));
        if (!context.index().isEmpty()) {
            page.line("<a href=\"%s\">All gates</a> <span>/</span>", context.index());
        }
        page.line(
                "<bdi>%s %s</bdi></nav>", context.head().gate(), context.head().version());
        page.line("<h1><bdi>%s</bdi> <span><bdi>%s</bdi></span></h1>", facts.dataset(), facts.partition());
        page.line(
                "<div class=\"verdict\"><span class=\"mark\" aria-hidden=\"true\">%s</span><div><strong>%s</strong>"
                        + "<p>%s</p></div></div>",
                tone.mark(), headline(), Prose.verdict(result));
        page.raw(balance());
        tiles();
        page.raw("</header>\n");
    }

    private String headline() {
        return switch (result.outcome()) {
            case PASS -> "Passed";
            case PASS_WITH_WARNINGS -> "Passed with warnings";
            case BLOCKED -> "Blocked";
        };
    }

    /** All rules as one bar. */
    private String balance() {
        StringBuilder bar = new StringBuilder(
                "<svg class=\"balance\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        double x = 0;
        for (Tone tone : List.of(Tone.RED, Tone.AMBER, Tone.BLUE, Tone.GREEN)) {
            double width = 100.0 * count(tone) / result.rules().size();
            bar.append("<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"1\"/>"
                    .formatted(tone.css(), x, Math.max(0, width - (x + width < 99.9 ? 0.3 : 0))));
            x += width;
        }
        return bar.append("</svg>\n").toString();
    }

    private long count(Tone tone) {
        return result.rules().stream().filter(rule -> Tone.of(rule) == tone).count();
    }

    private void tiles() {
        AuditFacts facts = result.facts();
        page.raw("<div class=\"tiles\">\n");
        tile("rows", Phrases.whole(result.rows()), rows("rows", result.rows()));
        tile("quarantined", Phrases.whole(facts.quarantined()), rows("quarantined", facts.quarantined()));
        long passed = result.rules().stream()
                .filter(rule -> rule.status() == Status.PASSED)
                .count();
        tile(
                "rules passed",
                Phrases.whole(passed) + " of " + Phrases.whole(result.rules().size()),
                "");
        tile("attempt", Integer.toString(facts.attempt()), "");
        page.raw("</div>\n");
    }

    private String rows(String metric, long now) {
        return Sparkline.of(metric, context.history().of(new MetricName("gate", metric, null)), now, "");
    }

    private void tile(String name, String value, String trend) {
        page.line("<div class=\"tile\"><b>%s</b><span>%s</span>", value, name)
                .raw(trend)
                .raw("</div>\n");
    }

    private void main() {
        boolean anyFailed = result.outcome() != Outcome.PASS
                || result.rules().stream().anyMatch(rule -> rule.status() != Status.PASSED);
        page.raw(People.section("", context.remarks(), context.steps()));
        if (context.difference() != null) {
            DifferenceSection.write(page, context.difference());
        }
        if (anyFailed) {
            page.raw("""
                    <fieldset class="filter"><legend>Rules</legend>
                    <input type="radio" name="shown" id="all" checked><label for="all">all</label>
                    <input type="radio" name="shown" id="bad"><label for="bad">only what did not pass</label></fieldset>
                    """);
        } else {
            page.raw("<h2>Rules</h2>\n");
        }
        page.raw("<main>\n");
        RuleGroups.write(page, result.rules(), context);
        page.raw("</main>\n");
        footer();
    }

    private void footer() {
        AuditFacts facts = result.facts();
        page.raw("<footer><dl>\n");
        fact("Snapshot", facts.snapshotId());
        fact("Run", context.run());
        fact("Audited", context.at() == null ? "" : People.time(context.at()));
        fact("Same id at another time", facts.reusedIds() == 0 ? "" : Phrases.whole(facts.reusedIds()));
        fact("Report hash", hash);
        fact("Pictures", context.profile().sampled() ? "drawn from a sample of the rows" : "");
        page.line(
                "</dl><p><a href=\"./%s-%s.json\">The results</a> in Great Expectations' shape.</p></footer>",
                facts.snapshotId(), facts.attempt());
    }

    private void fact(String name, String value) {
        if (!value.isBlank()) {
            page.line("<div><dt>%s</dt><dd><bdi>%s</bdi></dd></div>", name, value);
        }
    }
}
