package io.sluice.quality.report;

import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as nested maps in Great Expectations' shape. What Great Expectations has no field for is in {@code meta}. */
final class ResultTree {
    private static final MathContext HASHED_DIGITS = new MathContext(10);

    private ResultTree() {}

    static Map<String, Object> full(AuditResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("success", result.rules().stream().allMatch(rule -> rule.status() == Status.PASSED));
        tree.put("results", result.rules().stream().map(ResultTree::rule).toList());
        tree.put("statistics", statistics(result.rules()));
        tree.put("meta", meta(result));
        return tree;
    }

    static Map<String, Object> hashed(AuditResult result, String gateFingerprint) {
        AuditFacts facts = result.facts();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("gate", gateFingerprint);
        tree.put("dataset", facts.dataset());
        tree.put("partition", facts.partition());
        tree.put("snapshot", facts.snapshotId());
        tree.put("outcome", result.outcome().name());
        tree.put(
                "rules",
                result.rules().stream()
                        .map(ResultTree::rule)
                        .map(ResultTree::rounded)
                        .toList());
        return tree;
    }

    private static Map<String, Object> statistics(List<RuleOutcome> rules) {
        long passed =
                rules.stream().filter(rule -> rule.status() == Status.PASSED).count();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("evaluated_expectations", rules.size());
        tree.put("successful_expectations", passed);
        tree.put("unsuccessful_expectations", rules.size() - passed);
        tree.put("success_percent", (double) passed / rules.size() * 100);
        return tree;
    }

    private static Map<String, Object> meta(AuditResult result) {
        AuditFacts facts = result.facts();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("outcome", result.outcome().name());
        tree.put("dataset", facts.dataset());
        tree.put("partition", facts.partition());
        tree.put("snapshot_id", facts.snapshotId());
        tree.put("attempt", facts.attempt());
        tree.put("rows", result.rows());
        tree.put("quarantined", facts.quarantined());
        tree.put("reused_ids", facts.reusedIds());
        tree.put("blocking", result.blocking());
        return tree;
    }

    private static Map<String, Object> rule(RuleOutcome rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("success", rule.status() == Status.PASSED);
        tree.put("expectation_config", config(rule));
        tree.put("result", result(rule));
        tree.put("meta", ruleMeta(rule));
        tree.put("exception_info", exception(rule));
        return tree;
    }

    private static Map<String, Object> config(RuleOutcome rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", rule.type());
        tree.put("kwargs", rule.kwargs());
        tree.put("meta", Map.of());
        tree.put("id", rule.rule());
        return tree;
    }

    private static Map<String, @Nullable Object> result(RuleOutcome rule) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        Counts counts = rule.counts();
        if (counts != null) {
            counts(counts, tree);
        } else if (rule.status() != Status.UNKNOWN) {
            tree.put("observed_value", rule.observedValue());
        }
        if (!rule.details().isEmpty()) {
            tree.put("details", rule.details());
        }
        return tree;
    }

    private static void counts(Counts counts, Map<String, @Nullable Object> tree) {
        tree.put("element_count", counts.elements());
        tree.put("unexpected_count", counts.unexpected());
        tree.put("unexpected_percent", counts.unexpectedPercent());
        if (counts.missing() != null) {
            tree.put("missing_count", counts.missing());
            tree.put("missing_percent", counts.missingPercent());
            tree.put("unexpected_percent_total", counts.unexpectedPercentTotal());
            tree.put("unexpected_percent_nonmissing", counts.unexpectedPercent());
        }
    }

    private static Map<String, Object> ruleMeta(RuleOutcome rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", rule.status().name());
        tree.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
        tree.put("rows", rule.action().name().toLowerCase(Locale.ROOT));
        tree.put("row_level", rule.rowLevel());
        tree.put("expected", rule.expected());
        tree.put("observed", rule.observed());
        return tree;
    }

    private static Map<String, @Nullable Object> exception(RuleOutcome rule) {
        boolean raised = rule.status() == Status.UNKNOWN;
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("raised_exception", raised);
        tree.put("exception_message", raised ? rule.observed() : null);
        tree.put("exception_traceback", null);
        return tree;
    }

    private static @Nullable Object rounded(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, rounded(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ResultTree::rounded).toList();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number).round(HASHED_DIGITS);
        }
        return value;
    }
}
