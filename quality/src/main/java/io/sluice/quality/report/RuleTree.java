package io.sluice.quality.report;

import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.ResultFormat;
import io.sluice.quality.form.ResultFormat.Level;
import io.sluice.quality.known.KnownTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One rule as nested maps in the shape and the order of Great Expectations' {@code ExpectationValidationResult}. */
record RuleTree(RuleOutcome rule) {
    private static final String SAMPLE = "partial_";
    private static final String DETAILS = "details";

    /** The fields of a result that Great Expectations has beside {@code observed_value} and {@code details}. */
    private static final List<String> OWN = List.of(
            "element_count",
            "unexpected_count",
            "unexpected_percent",
            "unexpected_percent_total",
            "unexpected_percent_nonmissing",
            "missing_count",
            "missing_percent",
            "unexpected_list",
            "unexpected_index_list",
            "unexpected_index_column_names",
            Samples.ROWS);

    /** Those of them that hold values of rows, whatever the format asks for. */
    private static final List<String> SAMPLES =
            List.of("unexpected_list", "unexpected_index_list", "unexpected_index_column_names", Samples.ROWS);

    Map<String, Object> full() {
        return tree(formatted());
    }

    /** Without samples, which may be other ones when the same rows are read again, and without what they came from. */
    Map<String, Object> hashed() {
        Map<String, @Nullable Object> counted = result();
        counted.keySet().removeIf(key -> key.startsWith(SAMPLE) || SAMPLES.contains(key));
        if (counted.get(DETAILS) instanceof Map<?, ?> details) {
            Map<Object, Object> kept = new LinkedHashMap<>(details);
            kept.keySet().removeAll(List.of(Samples.ROWS, KnownTable.DETAIL));
            counted.put(DETAILS, kept);
            counted.values().remove(Map.of());
        }
        return tree(counted);
    }

    private Map<String, Object> tree(Map<String, @Nullable Object> result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("success", rule.status() == Status.PASSED);
        tree.put("expectation_config", config());
        tree.put("result", result);
        tree.put("meta", Map.of("sluice", meta()));
        tree.put("exception_info", exception());
        return tree;
    }

    /** As much of the result as its format asks for. */
    private Map<String, @Nullable Object> formatted() {
        ResultFormat format = ResultFormat.of(rule.kwargs());
        if (format.level() == Level.BOOLEAN_ONLY) {
            return Map.of();
        }
        Map<String, @Nullable Object> tree = result();
        if (format.partial() == 0 && rule.counts() == null) {
            tree.keySet().removeIf(key -> key.startsWith(SAMPLE));
        }
        if (tree.getOrDefault("unexpected_list", tree.get(Samples.LIST)) instanceof List<?> samples
                && rule.counts() != null
                && format.partial() > 0
                && format.isAtLeast(Level.SUMMARY)) {
            tree.put("partial_unexpected_counts", frequencies(samples, format.partial()));
        }
        return tree;
    }

    /** The listed values with how often they are listed, the most frequent first. */
    private static List<Map<String, @Nullable Object>> frequencies(List<?> samples, int most) {
        Map<@Nullable Object, Long> counts = new LinkedHashMap<>();
        for (Object sample : samples) {
            counts.merge(sample instanceof Map<?, ?> named ? new ArrayList<>(named.values()) : sample, 1L, Long::sum);
        }
        List<Map<String, @Nullable Object>> frequencies = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<@Nullable Object, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey, RuleTree::compare))
                .limit(most)
                .forEach(entry -> {
                    Map<String, @Nullable Object> one = new LinkedHashMap<>();
                    one.put("value", entry.getKey());
                    one.put("count", entry.getValue());
                    frequencies.add(one);
                });
        return frequencies;
    }

    /** Values of one column have one type; those that cannot be compared stay in their order. */
    @SuppressWarnings("unchecked") // both are of one class, which is comparable with itself
    private static int compare(@Nullable Object left, @Nullable Object right) {
        return left instanceof Comparable<?> && right != null && left.getClass() == right.getClass()
                ? ((Comparable<Object>) left).compareTo(right)
                : 0;
    }

    private Map<String, Object> config() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", rule.type());
        tree.put("kwargs", rule.kwargs());
        tree.put("meta", Map.of());
        tree.put("id", id());
        tree.put("severity", severity(rule.severity()));
        return tree;
    }

    /** Great Expectations reads no id that is not a UUID: of a rule with a name it is made from the name. */
    private String id() {
        try {
            return UUID.fromString(rule.rule()).toString();
        } catch (IllegalArgumentException named) {
            return UUID.nameUUIDFromBytes(("sluice/" + rule.rule()).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case INFO -> "info";
            case WARNING -> "warning";
            case ERROR, FATAL -> "critical";
        };
    }

    private Map<String, @Nullable Object> result() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (rule.status() == Status.UNKNOWN) {
            return tree;
        }
        Counts counts = rule.counts();
        if (counts == null) {
            tree.put("observed_value", rule.observedValue());
        } else {
            counts(counts, tree);
        }
        details(tree);
        return tree;
    }

    private void details(Map<String, @Nullable Object> tree) {
        Map<String, Object> details = new LinkedHashMap<>();
        rule.details().forEach((key, value) -> {
            boolean isDetail = key.equals(Samples.ROWS) && rule.counts() == null;
            if (!isDetail && (OWN.contains(key) || key.startsWith(SAMPLE))) {
                tree.putIfAbsent(key, value);
            } else {
                details.put(key, value);
            }
        });
        if (!details.isEmpty()) {
            tree.put(DETAILS, details);
        }
    }

    private void counts(Counts counts, Map<String, @Nullable Object> tree) {
        tree.put("element_count", counts.elements());
        tree.put("unexpected_count", counts.unexpected());
        tree.put("unexpected_percent", counts.unexpectedPercent());
        if (rule.details().containsKey(Samples.LIST)) {
            tree.put(Samples.LIST, rule.details().get(Samples.LIST));
        } else if (counts.unexpected() == 0) {
            tree.put(Samples.LIST, List.of());
        }
        if (counts.missing() != null) {
            tree.put("missing_count", counts.missing());
            tree.put("missing_percent", counts.missingPercent());
            tree.put("unexpected_percent_total", counts.unexpectedPercentTotal());
            tree.put("unexpected_percent_nonmissing", counts.unexpectedPercent());
        }
    }

    private Map<String, Object> meta() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rule", rule.rule());
        tree.put("status", rule.status().name());
        tree.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
        tree.put("rows", rule.action().name().toLowerCase(Locale.ROOT));
        tree.put("row_level", rule.rowLevel());
        tree.put("expected", rule.expected());
        tree.put("observed", rule.observed());
        return tree;
    }

    private Map<String, @Nullable Object> exception() {
        boolean raised = rule.status() == Status.UNKNOWN;
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("raised_exception", raised);
        tree.put("exception_traceback", null);
        tree.put("exception_message", raised ? rule.observed() : null);
        return tree;
    }
}
