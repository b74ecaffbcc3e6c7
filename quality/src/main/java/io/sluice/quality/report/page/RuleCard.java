package io.sluice.quality.report.page;

import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.report.CanonicalJson;
import io.sluice.quality.report.page.html.Html;
import io.sluice.quality.report.page.picture.DriftPicture;
import io.sluice.quality.report.page.picture.Sparkline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule on the page: how it did, in prose, with samples and its trend. */
record RuleCard(RuleOutcome rule, History history) {
    private static final int SAMPLES = 20;
    private static final int LONGEST_SAMPLE = 120;
    private static final int LONGEST_NAME = 200;

    void write(Html page) {
        Tone tone = Tone.of(rule);
        page.raw("<article class=\"rule %s%s\"><span class=\"mark\" aria-hidden=\"true\">%s</span><div>\n"
                .formatted(tone.css(), rule.status() == Status.PASSED ? " passed" : "", tone.mark()));
        page.raw("<h4><bdi>" + Html.escaped(rule.rule(), LONGEST_NAME) + "</bdi> <span class=\"tag\">" + tag()
                + "</span></h4>\n");
        page.line("<p>%s %s</p>", Prose.of(rule), Prose.action(rule));
        page.raw(bar())
                .raw(samples())
                .raw(DriftPicture.of(rule))
                .raw(written())
                .raw("</div>\n")
                .raw(trend())
                .raw("</article>\n");
    }

    private String tag() {
        String severity = rule.severity().name().toLowerCase(Locale.ROOT);
        return switch (rule.status()) {
            case PASSED -> "passed";
            case FAILED -> "failed · " + severity;
            case UNKNOWN -> "not evaluated · counts as an error";
        };
    }

    private String bar() {
        Counts counts = rule.counts();
        Double percent = counts == null ? null : counts.unexpectedPercent();
        if (counts == null || counts.unexpected() == 0 || percent == null) {
            return "";
        }
        // A sliver stays visible however small the share is.
        return """
                <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="all" width="100" height="1"/><rect class="bad" width="%.2f" height="1"/></svg>
                """.formatted(Math.max(percent, 0.6));
    }

    private String samples() {
        Object listed = rule.details().get("partial_unexpected_list");
        if (rule.status() == Status.PASSED || !(listed instanceof List<?> values) || values.isEmpty()) {
            return "";
        }
        Map<String, Integer> counted = new LinkedHashMap<>();
        values.stream().limit(SAMPLES).forEach(value -> counted.merge(text(value), 1, Integer::sum));
        if (counted.keySet().equals(Set.of("null"))) {
            return "";
        }
        StringBuilder list = new StringBuilder("<p class=\"samples\"><span>For example</span>");
        counted.forEach((text, count) -> list.append(" <code><bdi>")
                .append(Html.escaped(text, LONGEST_SAMPLE))
                .append("</bdi>")
                .append(count == 1 ? "" : " ×" + count)
                .append("</code>"));
        return list.append("</p>\n").toString();
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map<?, ?> ? CanonicalJson.of(value) : String.valueOf(value);
    }

    private String written() {
        return rule.kwargs().isEmpty()
                ? ""
                : "<details><summary>as it is written</summary><code>"
                        + Html.escaped(rule.type() + " " + CanonicalJson.of(rule.kwargs()), 1_000)
                        + "</code></details>\n";
    }

    private String trend() {
        String column = rule.kwargs().get("column") instanceof String name ? name : null;
        Counts counts = rule.counts();
        if (counts != null && counts.unexpectedPercent() != null) {
            MetricName name = new MetricName(rule.rule(), "unexpected_percent", column);
            return Sparkline.of("unexpected", history.of(name), counts.unexpectedPercent(), " %");
        }
        // The rules that every gate has count what the head of the page tells already.
        return rule.observedValue() instanceof Number value && rule.type().startsWith("expect_")
                ? Sparkline.of(
                        "observed",
                        history.of(new MetricName(rule.rule(), "observed", column)),
                        value.doubleValue(),
                        "")
                : "";
    }
}
