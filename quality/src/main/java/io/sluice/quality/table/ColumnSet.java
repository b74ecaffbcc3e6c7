package io.sluice.quality.table;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The expectation that a table has these columns in any order; with {@code exact_match: false}, perhaps more. */
public final class ColumnSet implements ExpectationType {
    @Override
    public String type() {
        return "expect_table_columns_to_match_set";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column_set", Parameter.Kind.TEXTS),
                Parameter.optional("exact_match", Parameter.Kind.FLAG));
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        List<String> wanted = arguments.texts("column_set");
        List<String> actual = arguments.columns().names();
        boolean exact = arguments.value("exact_match").map(Boolean.class::cast).orElse(true);
        List<String> unexpected = without(actual, wanted);
        List<String> missing = without(wanted, actual);
        boolean same = unexpected.isEmpty() && missing.isEmpty();
        boolean success = same || !exact && missing.isEmpty();
        Object observed = actual.stream().sorted().toList();
        return CompiledExpectation.answered(
                new Judgement(success, null, observed, details(unexpected, missing), phrase(unexpected, missing)),
                "the columns are " + (exact ? "exactly " : "at least ") + String.join(", ", wanted));
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream()
                .filter(name -> !others.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, Object> details(List<String> unexpected, List<String> missing) {
        Map<String, Object> mismatched = new LinkedHashMap<>();
        if (!unexpected.isEmpty()) {
            mismatched.put("unexpected", unexpected);
        }
        if (!missing.isEmpty()) {
            mismatched.put("missing", missing);
        }
        return mismatched.isEmpty() ? Map.of() : Map.of("mismatched", mismatched);
    }

    private static String phrase(List<String> unexpected, List<String> missing) {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("missing: " + String.join(", ", missing));
        }
        if (!unexpected.isEmpty()) {
            parts.add("not expected: " + String.join(", ", unexpected));
        }
        return parts.isEmpty() ? "the columns are as expected" : String.join("; ", parts);
    }
}
