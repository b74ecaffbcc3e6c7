package io.sluice.quality.pinned;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a column at one time. Either numbers between fixed edges, or categories.
 *
 * @param edges of numbers, finite and ascending: {@code counts} are those below the first, between each two (lower one
 *     inside), and from the last one on; empty for categories
 * @param categories the most frequent values as texts, with their {@code counts}; empty for numbers
 * @param others values that are none of the categories; 0 for numbers
 * @param missing null and NaN
 * @param spread of numbers; null for categories
 */
public record Profile(
        List<Double> edges,
        List<String> categories,
        List<Long> counts,
        long others,
        long missing,
        @Nullable Spread spread) {
    /** The version of how profiles are made. A profile is only compared with the counts of its own version. */
    public static final int VERSION = 1;

    /**
     * Where numbers lie.
     *
     * @param deviation standard deviation of the sample
     */
    public record Spread(double min, double max, double deviation) {}

    public Profile {
        edges = List.copyOf(edges);
        categories = List.copyOf(categories);
        counts = List.copyOf(counts);
        int wanted = isNumeric(spread) ? edges.size() + 1 : categories.size();
        if (counts.size() != wanted) {
            throw new IllegalArgumentException("Invalid profile: " + counts.size() + " counts instead of " + wanted);
        }
    }

    public boolean isNumeric() {
        return isNumeric(spread);
    }

    /** Values that are not missing. */
    public long values() {
        return counts.stream().mapToLong(Long::longValue).sum() + others;
    }

    private static boolean isNumeric(@Nullable Spread spread) {
        return spread != null;
    }
}
