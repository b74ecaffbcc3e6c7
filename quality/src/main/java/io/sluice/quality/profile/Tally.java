package io.sluice.quality.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the texts of one column. */
final class Tally {
    private final Map<String, Long> counts = new HashMap<>();
    private long values;

    void add(String value) {
        boolean whole = value.codePointCount(0, value.length()) <= TextProfile.LONGEST;
        String kept = whole ? value : value.substring(0, value.offsetByCodePoints(0, TextProfile.LONGEST)) + "…";
        counts.merge(kept, 1L, Long::sum);
        values++;
    }

    TextProfile profile(String column, long rows) {
        boolean anyTwice = counts.values().stream().anyMatch(count -> count > 1);
        List<ValueCount> top = anyTwice ? top() : List.of();
        return new TextProfile(column, rows, values, counts.size(), top);
    }

    /** Values that are as frequent come in their own order, so that the same rows give the same list. */
    private List<ValueCount> top() {
        return counts.entrySet().stream()
                .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ValueCount::rows).reversed().thenComparing(ValueCount::value))
                .limit(TextProfile.TOP)
                .toList();
    }
}
