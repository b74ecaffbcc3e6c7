package io.sluice.workers.cli.report;

import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Outcome;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A checked suite for people: a line for each rule, the failed ones with examples. */
public record CheckReport(AuditResult result) {
    private static final int EXAMPLES = 5;
    private static final int LONGEST = 40;

    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "rule", "severity", "observed", "unexpected", "examples"));
        result.rules().forEach(rule -> rows.add(row(rule)));
        long passed = result.rules().stream()
                .filter(rule -> rule.status() == Status.PASSED)
                .count();
        return TextTable.of(rows)
                + "\n\n%s: %d of %d expectations hold on %s rows of %s"
                        .formatted(
                                verdict(),
                                passed,
                                result.rules().size(),
                                Phrases.whole(result.rows()),
                                result.facts().dataset());
    }

    private String verdict() {
        return result.outcome() == Outcome.BLOCKED
                ? "FAILED"
                : result.outcome().name().replace('_', ' ');
    }

    private static List<String> row(RuleOutcome rule) {
        return List.of(
                mark(rule.status()),
                rule.rule(),
                rule.severity().name().toLowerCase(Locale.ROOT),
                rule.observed(),
                share(rule),
                examples(rule));
    }

    private static String mark(Status status) {
        return switch (status) {
            case PASSED -> "ok";
            case FAILED -> "FAILED";
            case UNKNOWN -> "UNKNOWN";
        };
    }

    private static String share(RuleOutcome rule) {
        Double percent = rule.counts() == null ? null : rule.counts().unexpectedPercent();
        return percent == null ? "" : Phrases.number(percent) + " %";
    }

    private static String examples(RuleOutcome rule) {
        return rule.details().get(Samples.LIST) instanceof List<?> samples
                ? samples.stream().limit(EXAMPLES).map(CheckReport::shown).collect(Collectors.joining(", "))
                : "";
    }

    /** A value on one line; a terminal obeys what it is told, so control characters are not repeated. */
    private static String shown(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
