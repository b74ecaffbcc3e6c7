package io.sluice.quality.audit;

import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.ExpectationType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps values of columns that identify people out of what rules observed; verdicts and counts stay. */
final class Redaction {
    /** What stands where such a value was. */
    static final String REDACTED = "[redacted]";

    private Redaction() {}

    /** The columns that an expectation is about. */
    static List<String> columns(Map<String, Object> kwargs) {
        if (kwargs.get("column") instanceof String column) {
            return List.of(column);
        }
        if (kwargs.get("column_A") instanceof String a && kwargs.get("column_B") instanceof String b) {
            return List.of(a, b);
        }
        return kwargs.get("column_list") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The same outcome without values of identifying columns. */
    static RuleOutcome of(RuleOutcome rule, Set<String> identifying) {
        List<String> hidden =
                columns(rule.kwargs()).stream().filter(identifying::contains).toList();
        if (hidden.isEmpty() || rule.counts() != null || !showsValues(rule) || rule.status() == Status.UNKNOWN) {
            return rule;
        }
        return new RuleOutcome(
                rule.rule(),
                rule.type(),
                rule.kwargs(),
                rule.severity(),
                rule.action(),
                rule.status(),
                rule.rowLevel(),
                null,
                rule.observedValue() == null ? null : REDACTED,
                Map.of(),
                "what was observed is not shown, because " + String.join(" and ", hidden) + " identifies people",
                rule.expected());
    }

    private static boolean showsValues(RuleOutcome rule) {
        return ExpectationCatalogue.find(rule.type())
                .map(ExpectationType::showsValues)
                .orElse(false);
    }
}
