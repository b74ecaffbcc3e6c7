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
import org.jspecify.annotations.Nullable;

/** The expectation that a table has exactly these columns in this order. */
public final class ColumnList implements ExpectationType {
    @Override
    public String type() {
        return "expect_table_columns_to_match_ordered_list";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("column_list", Parameter.Kind.TEXTS));
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        List<String> wanted = arguments.texts("column_list");
        List<String> actual = arguments.columns().names();
        List<Map<String, @Nullable Object>> mismatched = mismatched(wanted, actual);
        boolean same = mismatched.isEmpty();
        return CompiledExpectation.answered(
                new Judgement(
                        same,
                        null,
                        actual,
                        same ? Map.of() : Map.of("mismatched", mismatched),
                        same ? "the columns are as expected" : phrase(mismatched)),
                "the columns are, in this order, " + String.join(", ", wanted));
    }

    private static List<Map<String, @Nullable Object>> mismatched(List<String> wanted, List<String> actual) {
        List<Map<String, @Nullable Object>> mismatched = new ArrayList<>();
        for (int i = 0; i < Math.max(wanted.size(), actual.size()); i++) {
            String expected = i < wanted.size() ? wanted.get(i) : null;
            String found = i < actual.size() ? actual.get(i) : null;
            if (expected == null || !expected.equals(found)) {
                Map<String, @Nullable Object> place = new LinkedHashMap<>();
                place.put("Expected Column Position", i);
                place.put("Expected", expected);
                place.put("Found", found);
                mismatched.add(place);
            }
        }
        return mismatched;
    }

    private static String phrase(List<Map<String, @Nullable Object>> mismatched) {
        Map<String, @Nullable Object> first = mismatched.get(0);
        String expected = first.get("Expected") == null ? "no column" : String.valueOf(first.get("Expected"));
        String found = first.get("Found") == null ? "no column" : String.valueOf(first.get("Found"));
        return "at index " + first.get("Expected Column Position") + " is " + found + ", expected " + expected
                + (mismatched.size() == 1 ? "" : "; " + (mismatched.size() - 1) + " more places differ");
    }
}
