package io.sluice.quality.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.history.Point;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.profile.ValueCount;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.page.html.Html;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatePageTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title></style><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' autofocus onfocus='alert(1)",
                "<!-- people -->",
                "<!-- /people -->",
                "%s %n %d",
                "javascript:alert(1)",
                "&lt;b&gt;"
            })
    void showsEveryTextAsText(String hostile) {
        String page = page(List.of(failed(hostile, hostile, hostile)), context(hostile));
        String ended = GatePage.decided(page, hostile, List.of(remark(hostile))).orElseThrow();

        for (String text : List.of(page, ended)) {
            assertThat(Markup.problem(text)).isEmpty();
            assertThat(text)
                    .doesNotContain("<script", "<img", "onerror=alert(1)>", "\" onmouseover=", "javascript:alert(1)\"");
            assertThat(text)
                    .doesNotContain("://", "@import", "url(")
                    .doesNotContainPattern("<[^>]* (src|style|on[a-z]+)=");
        }
        assertThat(ended.split(People.START, -1)).hasSize(2);
        assertThat(page).contains(Html.escaped(hostile));
    }

    @Test
    void showsWhatWouldTurnTextRoundOrCannotBeSeen() {
        String page = page(
                List.of(failed("a\u202Eb\u2066c\u200Fd", "col\u0000umn\u001B[31m", "\uD800 \u2028")), context("g"));

        assertThat(page)
                .contains("a‹202E›b‹2066›c‹200F›d", "col‹0000›umn‹001B›[31m", "‹D800› ‹2028›")
                .doesNotContain("\u202E", "\u2066", "\u0000", "\u001B", "\uD800 ");
    }

    @Test
    void namesNobodyWhereNobodyIsKnownToHaveSaidIt() {
        Remark unread = new Remark(NOON, "", "claimed", "decide", "", 2, "IGNORED: not JSON");

        String said = People.section("", List.of(unread, remark("ana")), List.of());

        assertThat(said)
                .contains("<b>decide</b>\non attempt 2", "by <bdi>ana</bdi> <small>(ana)</small>")
                .doesNotContain("<bdi></bdi>", "(claimed)");
    }

    @Test
    void cutsTextsOfTenMegabytes() {
        String huge = "\uD83D\uDE00".repeat(5_000_000);

        String page = page(List.of(failed(huge, huge, huge)), context(huge));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
        assertThat(Markup.problem(page)).isEmpty();
        assertThat(page).doesNotContain("‹D83D›");
    }

    @Test
    void staysBelowFourMebibytesWithRulesOnThreeThousandColumns() {
        List<RuleOutcome> rules = new ArrayList<>();
        IntStream.range(0, 3_000).forEach(i -> {
            rules.add(passed("present_" + i, "column_" + i + "_ü".repeat(40)));
            rules.add(failed("positive_" + i, "column_" + i + "_ü".repeat(40), "\u202E".repeat(200)));
        });
        rules.add(failed("the_worst", "z", "1", Severity.FATAL));

        String page = page(rules, context("g"));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4 * 1024 * 1024);
        assertThat(Markup.problem(page)).isEmpty();
        assertThat(page).contains("more rules do not fit this page", "the_worst");
    }

    @Test
    void namesItsOnlyStyleSheetByHashAndLetsNothingElseIn() {
        String page = page(List.of(passed("a", "x")), context("g"));

        assertThat(page)
                .contains("default-src 'none'; style-src 'sha256-")
                .contains("base-uri 'none'; form-action 'none'")
                .doesNotContain("unsafe", "<script", "<link");
    }

    @Test
    void tellsTrendsInWordsToo() {
        MetricName name = new MetricName("positive", "unexpected_percent", "x");
        History history = History.of(Map.of(
                name, List.of(new Point("2026-01-01", 0), new Point("2026-01-02", 4), new Point("2026-01-03", 2))));
        ReportContext context = context("g", history, TableProfile.NONE, TableProfile.NONE);

        assertThat(page(List.of(failed("positive", "x", "1")), context))
                .contains("unexpected: 10 % now; on the 3 certified partitions before, 0 % at least, 4 % at most,"
                        + " 2 % last (2026-01-03)")
                .contains("d=\"M4.0 26.0L41.3 17.2L78.7 21.6L116.0 4.0\"");
        assertThat(page(List.of(failed("other", "x", "1")), context)).doesNotContain("class=\"trend\"");
    }

    @Test
    void drawsAColumnBesideItsReference() {
        ColumnProfile now = new ColumnProfile("x", 10, 8, -1, 9, 2, List.of(0.0, 1.0, 2.0), List.of(4L, 2L), 1, 1);
        ColumnProfile before = new ColumnProfile("x", 4, 4, 0, 4, 2, List.of(0.0, 4.0), List.of(4L), 0, 0);
        TableProfile reference = new TableProfile(false, List.of(before), List.of());

        String page = page(
                List.of(failed("positive", "x", "1")),
                context("g", History.none(), new TableProfile(false, List.of(now), List.of()), reference));

        assertThat(page)
                .contains("Histogram of x: most of 8 values are between 0 and 2; 1 below, 1 above."
                        + " Line: last week, between 0 and 4")
                .contains("<rect x=\"0.0\" y=\"6.0\" width=\"119.0\" height=\"104.0\"/>")
                .contains("<path class=\"was\" d=\"M0.0 110.0V36.5H480.0V110.0\"/>")
                .contains("<dt>no value</dt><dd>20 %</dd>");
        assertThat(Markup.problem(page)).isEmpty();
    }

    @Test
    void showsTheMostFrequentTextsBesideTheReference() {
        TextProfile now = new TextProfile("x", 10, 8, 3, List.of(value("<b>", 4), value("", 3), value("new", 1)));
        TextProfile before = new TextProfile("x", 100, 100, 900, List.of(value("gone", 50), value("<b>", 25)));

        String page = page(
                List.of(failed("known", "x", "1")),
                context(
                        "g",
                        History.none(),
                        new TableProfile(false, List.of(), List.of(now)),
                        new TableProfile(false, List.of(), List.of(before))));

        assertThat(page)
                .contains("<span class=\"key was\">last week</span>")
                .contains("<bdi>&lt;b&gt;</bdi>", ">4 · 50.0 %</td><td class=\"n\">25 · 25.0 %</td>")
                .contains("<bdi><i>empty</i></bdi>", ">3 · 37.5 %</td><td class=\"n\">25 at most</td>")
                .contains("<bdi>gone</bdi>", ">0 · 0.0 %</td><td class=\"n\">50 · 50.0 %</td>")
                .contains("<rect class=\"bars\" width=\"100.0\" height=\"1\"/><rect class=\"was\" x=\"50.0\"")
                .contains("<dt>different values</dt><dd>3</dd>", "<dt>no value</dt><dd>20 %</dd>");
        assertThat(Markup.problem(page)).isEmpty();
    }

    @Test
    void drawsWhatADriftRuleComparedUnlessItMayNotShowIt() {
        Map<String, Object> now = Map.of(
                "bins",
                List.of(0.0, 1.0, 3.0),
                "weights",
                List.of(0.5, 0.25),
                "tail_weights",
                List.of(0.25, 0.0),
                "count",
                8);
        Map<String, Object> was = Map.of(
                "bins",
                List.of(0.0, 1.0, 3.0),
                "weights",
                List.of(0.2, 0.8),
                "tail_weights",
                List.of(0.0, 0.0),
                "count",
                10);
        Map<String, Object> texts =
                Map.of("values", List.of("<i>a", "b"), "weights", List.of(0.25, 0.75), "others", 0.0, "count", 4);

        assertThat(page(List.of(drift(now, was)), context("g")))
                .contains("Histogram of x: most of 8 values are between 0 and 3; 2 below, 0 above."
                        + " Line: reference 2026-01-01, between 0 and 3")
                .contains("<path class=\"was\" d=\"");
        assertThat(page(List.of(drift(texts, texts)), context("g")))
                .contains("<bdi>&lt;i&gt;a</bdi>", ">3 · 75.0 %</td><td class=\"n\">3 · 75.0 %</td>");
        assertThat(page(List.of(drift("[redacted]", "[redacted]")), context("g")))
                .doesNotContain("<figure class=\"spread\"", "<table class=\"tops\"");
    }

    @Test
    void drawsNothingOutOfValuesThatHaveNoWidth() {
        for (List<Double> edges : List.of(
                List.<Double>of(), List.of(-Double.MAX_VALUE, Double.MAX_VALUE), List.of(1.0, Math.nextUp(1.0)))) {
            ColumnProfile odd = new ColumnProfile(
                    "x", 2, edges.isEmpty() ? 0 : 2, 1, 1, 1, edges, edges.isEmpty() ? List.of() : List.of(2L), 0, 0);
            String page = page(
                    List.of(failed("positive", "x", "1")),
                    context("g", History.none(), new TableProfile(false, List.of(odd), List.of()), TableProfile.NONE));
            assertThat(page).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void showsSamplesOnceWithTheirCountAndAtMostTwenty() {
        List<Object> samples = new ArrayList<>(Collections.nCopies(3, -1));
        IntStream.range(0, 40).forEach(i -> samples.add("s" + i));

        String page = page(List.of(failed("positive", "x", samples, Severity.ERROR)), context("g"));

        assertThat(page).contains("<bdi>-1</bdi> ×3", "<bdi>s16</bdi>").doesNotContain("<bdi>s17</bdi>");
        assertThat(page(List.of(failed("p", "x", Arrays.asList(null, null), Severity.ERROR)), context("g")))
                .doesNotContain("For example");
    }

    @Test
    void saysInProseWhatAnExpectationMeans() {
        assertThat(Prose.of(outcome("r", "x", "all values of x are not null", new Counts(10, null, 2), Status.FAILED)))
                .isEqualTo("All values of x must not be null; 2 of 10 (20 %) were not.");
        assertThat(Prose.of(
                        outcome("r", "x", "at least 90 % of values of x are 1", new Counts(1, 0L, 0), Status.PASSED)))
                .isEqualTo("At least 90 % of values of x must be 1; the only one was.");
        assertThat(Prose.of(outcome("r", "x", "all values of x are 1", new Counts(3, 3L, 0), Status.PASSED)))
                .isEqualTo("All values of x must be 1; there was no value to look at.");
        assertThat(Prose.of(outcome("r", "x", "a column that fits", null, Status.UNKNOWN)))
                .isEqualTo("Expected: a column that fits. This was seen.");
    }

    private static String page(List<RuleOutcome> rules, ReportContext context) {
        AuditFacts facts = new AuditFacts(
                "trusted.orders",
                context.head().gate(),
                "42",
                1,
                10,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                0,
                true,
                1);
        return GatePage.of(new AuditResult(facts, 10, Outcome.BLOCKED, rules), context, "hash");
    }

    private static ReportContext context(String text) {
        return context(text, History.none(), TableProfile.NONE, TableProfile.NONE);
    }

    private static ReportContext context(String text, History history, TableProfile profile, TableProfile reference) {
        ReportContext plain = ReportContext.of(new ReportHead(text, text, "f"));
        return new ReportContext(
                plain.head(),
                text,
                NOON,
                history,
                profile,
                reference,
                "last week",
                List.of(remark(text)),
                List.of(new NextStep(text, text, text)),
                "../index.html",
                null);
    }

    private static Remark remark(String text) {
        return new Remark(NOON, text, text, text, text, 1, text);
    }

    private static ValueCount value(String value, long rows) {
        return new ValueCount(value, rows);
    }

    private static RuleOutcome drift(Object now, Object was) {
        return new RuleOutcome(
                "drift",
                "expect_column_psi_to_be_less_than",
                Map.of("column", "x", "reference", "2026-01-01"),
                Severity.ERROR,
                RowAction.KEEP,
                Status.FAILED,
                false,
                null,
                0.4,
                Map.of("observed_partition", now, "expected_partition", was),
                "the population stability index of x is 0.4",
                "the population stability index of x is at most 0.2");
    }

    private static RuleOutcome passed(String id, String column) {
        return outcome(id, column, "all values of " + column + " are 1", new Counts(10, 0L, 0), Status.PASSED);
    }

    private static RuleOutcome failed(String id, String column, String sample) {
        return failed(id, column, sample, Severity.ERROR);
    }

    private static RuleOutcome failed(String id, String column, Object sample, Severity severity) {
        return new RuleOutcome(
                id,
                "expect_column_values_to_be_between",
                Map.of("column", column),
                severity,
                RowAction.KEEP,
                Status.FAILED,
                true,
                new Counts(10, 0L, 1),
                null,
                Map.of("partial_unexpected_list", sample instanceof List<?> list ? list : List.of(sample)),
                "1 of 10 rows fails",
                "all values of " + column + " are at least 0");
    }

    private static RuleOutcome outcome(
            String id,
            String column,
            String expected,
            @org.jspecify.annotations.Nullable Counts counts,
            Status status) {
        return new RuleOutcome(
                id,
                "expect_column_values_to_be_between",
                Map.of("column", column),
                Severity.ERROR,
                RowAction.KEEP,
                status,
                true,
                counts,
                null,
                Map.of(),
                "was seen",
                expected);
    }
}
