package io.sluice.quality.report.page;

import io.sluice.quality.report.page.html.Html;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** What people said about a candidate and what can be typed now: the part of a page that is written anew when a gate ends. */
final class People {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** No text of others can look like these: theirs are escaped. */
    static final String START = "<!-- people -->\n";

    static final String END = "<!-- /people -->\n";

    private People() {}

    static String time(java.time.Instant at) {
        return TIME.format(at);
    }

    /** @param ending how the gate ended, as a sentence; empty while it has not */
    static String section(String ending, List<Remark> remarks, List<NextStep> steps) {
        Html part = new Html().raw(START);
        if (!ending.isEmpty()) {
            part.line("<p class=\"ending\">%s</p>", ending);
        }
        if (!remarks.isEmpty()) {
            part.raw("<section class=\"said\"><h2>What people said</h2>\n<ol>\n");
            remarks.forEach(remark -> remark(part, remark));
            part.raw("</ol></section>\n");
        }
        if (!steps.isEmpty()) {
            part.line("<details class=\"steps\"><summary>Decide: %s</summary>", names(steps));
            part.raw(
                    "<p>Type one of these, with your name and reason. They were right when this page was written; <code>sluice inbox</code>"
                            + " and the Temporal UI show what is open now.</p>\n");
            steps.forEach(step -> step(part, step));
            part.raw("</details>\n");
        }
        return part.raw(END).toString();
    }

    private static String names(List<NextStep> steps) {
        return steps.stream().map(NextStep::name).collect(Collectors.joining(" · "));
    }

    private static void remark(Html part, Remark remark) {
        part.line("<li><b>%s</b>", remark.verb());
        // What could not be read was said by nobody known.
        if (!remark.by().isEmpty()) {
            part.line("by <bdi>%s</bdi> <small>(%s)</small>", remark.by(), remark.identity());
        }
        part.line("on attempt %s, <time>%s</time>", remark.attempt(), time(remark.at()));
        if (!remark.reason().isBlank()) {
            part.line("<q><bdi>%s</bdi></q>", remark.reason());
        }
        part.line("<small>%s</small></li>", remark.effect());
    }

    private static void step(Html part, NextStep step) {
        part.line(
                "<div class=\"step\"><p><b>%s</b> %s</p>",
                step.name(), step.effect().replace("`", ""));
        part.raw("<pre tabindex=\"0\">" + Html.escaped(step.command(), 2_000) + "</pre></div>\n");
    }
}
