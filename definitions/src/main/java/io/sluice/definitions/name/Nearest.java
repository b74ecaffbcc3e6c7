package io.sluice.definitions.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name somebody probably meant. */
public final class Nearest {
    private static final int SHORT = 3;

    private Nearest() {}

    /** The candidate with the least edit distance, whatever the distance; ties go to the first by name. Empty for no candidates. */
    public static String to(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** The nearest candidate if it is near enough to be a slip: at most a third of the letters differ, or two, or one of three. */
    public static Optional<String> slip(String typed, Collection<String> candidates) {
        String nearest = to(typed, candidates);
        int allowed = typed.length() <= SHORT ? 1 : Math.max(2, typed.length() / 3);
        return nearest.isEmpty() || distance(typed, nearest) > allowed ? Optional.empty() : Optional.of(nearest);
    }

    /** {@code ; did you mean x?} for a slip, otherwise nothing: to be put at the end of a sentence. */
    public static String hint(String typed, Collection<String> candidates) {
        return slip(typed, candidates)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    /** Optimal string alignment distance, case ignored: a swap of neighbours counts as one. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(substitution, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
