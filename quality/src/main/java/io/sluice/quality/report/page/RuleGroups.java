package io.sluice.quality.report.page;

import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.page.html.Html;
import io.sluice.quality.report.page.picture.Histogram;
import io.sluice.quality.report.page.picture.TopValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules by what they are about: each column with its picture, the whole table, and what every gate asks. */
final class RuleGroups {
    /** Characters of a page after which only counts are told, so that no gate makes a page that a browser cannot open. */
    private static final int ENOUGH = 1_200_000;

    private static final String TABLE = "The whole table";
    private static final String ALWAYS = "What every gate asks";

    private final ReportContext context;
    private final Html page;
    private int left;

    private RuleGroups(ReportContext context, Html page) {
        this.context = context;
        this.page = page;
    }

    static void write(Html page, List<RuleOutcome> rules, ReportContext context) {
        RuleGroups groups = new RuleGroups(context, page);
        Map<String, List<RuleOutcome>> grouped = new LinkedHashMap<>();
        rules.forEach(rule ->
                grouped.computeIfAbsent(about(rule), name -> new ArrayList<>()).add(rule));
        grouped.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<RuleOutcome>> group) -> worst(group.getValue()))
                        .reversed()
                        .thenComparing(group -> group.getKey().equals(ALWAYS)))
                .forEach(group -> groups.group(group.getKey(), group.getValue()));
        Stream.concat(
                        context.profile().columns().stream().map(ColumnProfile::column),
                        context.profile().texts().stream().map(TextProfile::column))
                .filter(column -> !grouped.containsKey(column))
                .forEach(groups::column);
        if (groups.left > 0) {
            page.line(
                    "<p class=\"cut\">%s more rules do not fit this page; the results beside it have all of them.</p>",
                    Phrases.whole(groups.left));
        }
    }

    private static String about(RuleOutcome rule) {
        if (!rule.type().startsWith("expect_")) {
            return ALWAYS;
        }
        Set<String> columns = new LinkedHashSet<>();
        rule.kwargs().forEach((name, value) -> {
            if (name.startsWith("column") && value instanceof String column) {
                columns.add(column);
            } else if (name.startsWith("column") && value instanceof List<?> list && list.size() <= 4) {
                list.forEach(column -> columns.add(String.valueOf(column)));
            }
        });
        return columns.isEmpty() ? TABLE : String.join(", ", columns);
    }

    private static Tone worst(List<RuleOutcome> rules) {
        return rules.stream().map(Tone::of).max(Comparator.naturalOrder()).orElse(Tone.GREEN);
    }

    private void group(String name, List<RuleOutcome> rules) {
        if (page.length() > ENOUGH) {
            left += rules.size();
            return;
        }
        Tone worst = worst(rules);
        page.raw("<section class=\"group%s\">\n<h3 class=\"%s\"><bdi>%s</bdi> <small>%s</small></h3>\n"
                .formatted(worst == Tone.GREEN ? " calm" : "", worst.css(), Html.escaped(name, 200), counted(rules)));
        pictures(name);
        rules.stream()
                .sorted(Comparator.comparing((RuleOutcome rule) -> Tone.of(rule))
                        .reversed())
                .forEach(this::rule);
        page.raw("</section>\n");
    }

    /** A column that no rule speaks about. */
    private void column(String name) {
        if (page.length() <= ENOUGH) {
            page.line(
                    "<section class=\"group calm\">\n<h3 class=\"green\"><bdi>%s</bdi> <small>no rule</small></h3>",
                    name);
            pictures(name);
            page.raw("</section>\n");
        }
    }

    private void rule(RuleOutcome rule) {
        if (page.length() > ENOUGH) {
            left++;
        } else {
            new RuleCard(rule, context.history()).write(page);
        }
    }

    private static String counted(List<RuleOutcome> rules) {
        long failed =
                rules.stream().filter(rule -> rule.status() != Status.PASSED).count();
        String all = rules.size() == 1 ? "1 rule" : Phrases.whole(rules.size()) + " rules";
        return failed == 0 ? all + ", passed" : failed + " of " + all + " did not pass";
    }

    private void pictures(String column) {
        context.profile().find(column).ifPresent(this::picture);
        context.profile().findText(column).ifPresent(this::picture);
    }

    private void picture(TextProfile profile) {
        TextProfile reference = context.reference().findText(profile.column()).orElse(null);
        page.raw("<div class=\"profile\">")
                .raw(TopValues.of(profile, reference, context.referenceName()))
                .raw("<dl>");
        fact("no value", Phrases.number(profile.missingShare() * 100) + " %");
        fact("different values", Phrases.whole(profile.distinct()));
        if (reference != null) {
            fact("different then", Phrases.whole(reference.distinct()));
        }
        if (profile.values() > 1 && profile.top().isEmpty()) {
            fact("twice", "no value");
        }
        page.raw("</dl></div>\n");
    }

    private void picture(ColumnProfile profile) {
        ColumnProfile reference = context.reference().find(profile.column()).orElse(null);
        page.raw("<div class=\"profile\">")
                .raw(Histogram.of(profile, reference, context.referenceName()))
                .raw("<dl>");
        fact("no value", Phrases.number(profile.missingShare() * 100) + " %");
        if (profile.values() > 0) {
            fact("least", Phrases.number(profile.min()));
            fact("mean", Phrases.number(profile.mean()));
            fact("greatest", Phrases.number(profile.max()));
        }
        page.raw("</dl></div>\n");
    }

    private void fact(String name, String value) {
        page.line("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }
}
