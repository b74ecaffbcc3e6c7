package io.sluice.quality.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about an expectation, in Great Expectations' words.
 *
 * @param judged whether it could be evaluated at all
 * @param fields success and the result's fields; empty when not judged
 */
record Said(boolean judged, Map<String, @Nullable Object> fields) {
    private static final double TOLERANCE = 1e-9;
    private static final List<String> COMPARED = List.of(
            "success",
            "element_count",
            "missing_count",
            "missing_percent",
            "unexpected_count",
            "unexpected_percent",
            "unexpected_percent_total",
            "unexpected_percent_nonmissing",
            "observed_value",
            "partial_unexpected_list",
            "partial_unexpected_counts",
            "partial_missing_list",
            "partial_unexpected_index_list",
            "unexpected_list",
            "unexpected_index_list",
            "unexpected_index_column_names",
            "unexpected_rows",
            "details");

    /** Those whose elements have no order that means anything. */
    private static final List<String> LISTS = List.of(
            "partial_unexpected_list",
            "partial_unexpected_counts",
            "partial_unexpected_index_list",
            "unexpected_list",
            "unexpected_index_list",
            "unexpected_rows");

    static Said of(JsonNode written) {
        boolean raised = written.at("/exception_info/raised_exception").asBoolean();
        if (raised || !written.has("success")) {
            return new Said(false, Map.of());
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("success", written.get("success").booleanValue());
        written.get("result")
                .properties()
                .forEach(field -> fields.put(
                        field.getKey(), plain(new JsonMapper().convertValue(field.getValue(), Object.class))));
        return new Said(true, fields);
    }

    /** Whether both say the same in all that both speak about; counts that are left out are 0. */
    boolean agrees(Said other) {
        return judged == other.judged && COMPARED.stream().allMatch(field -> isSame(field, other));
    }

    private boolean isSame(String field, Said other) {
        if (!fields.containsKey(field) || !other.fields.containsKey(field)) {
            return true;
        }
        @Nullable Object mine = fields.get(field);
        @Nullable Object theirs = other.fields.get(field);
        if (LISTS.contains(field)) {
            return isSameInAnyOrder((List<?>) withoutNaN(mine), (List<?>) withoutNaN(theirs));
        }
        return field.endsWith("_count") ? isSame(counted(mine), counted(theirs)) : isSame(mine, theirs);
    }

    /** The same without samples: those of pandas have other types. */
    Said withoutSamples() {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeAll(LISTS);
        return new Said(judged, fewer);
    }

    /** Among samples Great Expectations writes NaN as null. */
    private static @Nullable Object withoutNaN(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(element -> values.add(withoutNaN(element)));
            return values;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.forEach((key, element) -> values.put(String.valueOf(key), withoutNaN(element)));
            return values;
        }
        return "NaN".equals(value) ? null : value;
    }

    /** Samples of rules that compare rows come in the order in which they were compared. */
    private static boolean isSameInAnyOrder(@Nullable List<?> mine, @Nullable List<?> theirs) {
        List<@Nullable Object> left = new ArrayList<>(mine == null ? List.of() : mine);
        boolean same = left.size() == (theirs == null ? 0 : theirs.size());
        for (@Nullable Object wanted : theirs == null ? List.<@Nullable Object>of() : theirs) {
            int found = 0;
            while (found < left.size() && !isSame(left.get(found), wanted)) {
                found++;
            }
            same &= found < left.size();
            if (found < left.size()) {
                left.remove(found);
            }
        }
        return same;
    }

    private static Object counted(@Nullable Object count) {
        return count == null ? 0L : count;
    }

    private static boolean isSame(@Nullable Object mine, @Nullable Object theirs) {
        if (mine instanceof Number left && theirs instanceof Number right) {
            double a = left.doubleValue();
            double b = right.doubleValue();
            return Double.compare(a, b) == 0 || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
        }
        if (mine instanceof List<?> left && theirs instanceof List<?> right) {
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = isSame(left.get(i), right.get(i));
            }
            return same;
        }
        if (mine instanceof Map<?, ?> left && theirs instanceof Map<?, ?> right) {
            return left.keySet().equals(right.keySet())
                    && left.keySet().stream().allMatch(key -> isSame(left.get(key), right.get(key)));
        }
        return Objects.equals(mine, theirs);
    }

    /** Dates and instants as texts, floats that are none as words: as JSON can carry them. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        }
        boolean exact = value == null || value instanceof Boolean || value instanceof BigDecimal;
        boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
        return exact || finite ? value : value.toString().replaceFirst("T00:00(:00)?(Z|\\+00:00)?$|(Z|\\+00:00)$", "");
    }
}
