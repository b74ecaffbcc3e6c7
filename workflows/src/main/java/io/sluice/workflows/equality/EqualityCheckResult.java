package io.sluice.workflows.equality;

import java.util.List;

/**
 * Result of {@code EqualityCheck}.
 *
 * @param verdict EQUAL; NOT EQUAL; PARTLY COMPARED: equal, but a check had nothing to compare, see {@code uncompared}; NOTHING
 *     COMPARED
 * @param seed with which the same entities are chosen again
 * @param compared values and rows, over all checks
 * @param different values and rows, over all checks but E2
 * @param uncompared what was not compared, and why
 */
public record EqualityCheckResult(
        String source,
        String verdict,
        String seed,
        long compared,
        long different,
        List<EqualityNumbers> numbers,
        List<String> uncompared) {
    /** The verdict of lanes that differ. */
    public static final String NOT_EQUAL = "NOT EQUAL";

    public EqualityCheckResult {
        numbers = List.copyOf(numbers);
        uncompared = List.copyOf(uncompared);
    }

    static EqualityCheckResult of(String source, long seed, EqualityFound found) {
        long compared =
                found.numbers().stream().mapToLong(EqualityNumbers::compared).sum();
        long different = found.numbers().stream()
                .filter(EqualityNumbers::differs)
                .mapToLong(EqualityNumbers::different)
                .sum();
        return new EqualityCheckResult(
                source,
                verdict(compared, different, found.uncompared()),
                Long.toString(seed),
                compared,
                different,
                found.numbers(),
                found.uncompared());
    }

    private static String verdict(long compared, long different, List<String> uncompared) {
        if (different > 0) {
            return NOT_EQUAL;
        }
        if (compared == 0) {
            return "NOTHING COMPARED";
        }
        return uncompared.isEmpty() ? "EQUAL" : "PARTLY COMPARED";
    }
}
