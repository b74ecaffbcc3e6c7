package io.sluice.quality.report;

import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.profile.ValueCount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as nested maps in the shape of Great Expectations' {@code ExpectationSuiteValidationResult}. */
final class ResultTree {
    private static final MathContext HASHED_DIGITS = new MathContext(10);

    private ResultTree() {}

    static Map<String, @Nullable Object> full(AuditResult result, ReportContext context) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("success", result.rules().stream().allMatch(rule -> rule.status() == Status.PASSED));
        tree.put(
                "results",
                result.rules().stream().map(rule -> new RuleTree(rule).full()).toList());
        tree.put("suite_name", context.head().gate());
        tree.put("suite_parameters", Map.of());
        tree.put("statistics", statistics(result.rules()));
        tree.put("meta", Map.of("sluice", meta(result, context)));
        tree.put("id", null);
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
                        .map(rule -> rounded(new RuleTree(rule).hashed()))
                        .toList());
        return tree;
    }

    private static Map<String, @Nullable Object> statistics(List<RuleOutcome> rules) {
        long passed =
                rules.stream().filter(rule -> rule.status() == Status.PASSED).count();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("evaluated_expectations", rules.size());
        tree.put("successful_expectations", passed);
        tree.put("unsuccessful_expectations", rules.size() - passed);
        tree.put("success_percent", rules.isEmpty() ? null : (double) passed / rules.size() * 100);
        return tree;
    }

    private static Map<String, Object> meta(AuditResult result, ReportContext context) {
        AuditFacts facts = result.facts();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("outcome", result.outcome().name());
        tree.put("gate", context.head().gate());
        tree.put("gate_version", context.head().version());
        tree.put("report_hash", Reports.hash(result, context.head().fingerprint()));
        tree.put("dataset", facts.dataset());
        tree.put("partition", facts.partition());
        tree.put("snapshot_id", facts.snapshotId());
        tree.put("attempt", facts.attempt());
        tree.put("run", context.run());
        tree.put("rows", result.rows());
        tree.put("quarantined", facts.quarantined());
        tree.put("reused_ids", facts.reusedIds());
        tree.put("blocking", result.blocking());
        tree.put("profile", profile(context.profile()));
        return tree;
    }

    private static Map<String, Object> profile(TableProfile profile) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sampled", profile.sampled());
        tree.put("columns", profile.columns().stream().map(ResultTree::column).toList());
        tree.put("texts", profile.texts().stream().map(ResultTree::text).toList());
        return tree;
    }

    private static Map<String, Object> text(TextProfile column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("column", column.column());
        tree.put("rows", column.rows());
        tree.put("values", column.values());
        tree.put("distinct", column.distinct());
        tree.put("top", column.top().stream().map(ResultTree::value).toList());
        return tree;
    }

    private static Map<String, Object> value(ValueCount count) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", count.value());
        tree.put("rows", count.rows());
        return tree;
    }

    private static Map<String, Object> column(ColumnProfile column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("column", column.column());
        tree.put("rows", column.rows());
        tree.put("values", column.values());
        tree.put("min", column.min());
        tree.put("max", column.max());
        tree.put("mean", column.mean());
        tree.put("edges", column.edges());
        tree.put("counts", column.counts());
        tree.put("below", column.below());
        tree.put("above", column.above());
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
