package io.sluice.workflows.equality;

import java.util.List;

/**
 * Result of {@code EqualityCheck}.
 *
 * @param verdict EQUAL, NOT EQUAL, or NOTHING COMPARED
 * @param seed with which the same entities are chosen again
 * @param compared values, over all checks
 * @param different values, over all checks but E2
 */
public record EqualityCheckResult(
        String source,
        String verdict,
        String seed,
        long compared,
        long different,
        List<EqualityNumbers> numbers) {
    public EqualityCheckResult {
        numbers = List.copyOf(numbers);
    }

    static EqualityCheckResult of(String source, long seed, List<EqualityNumbers> numbers) {
        long compared = numbers.stream().mapToLong(EqualityNumbers::compared).sum();
        long different = numbers.stream()
                .filter(EqualityNumbers::isBroken)
                .mapToLong(EqualityNumbers::different)
                .sum();
        String verdict = different > 0 ? "NOT EQUAL" : compared == 0 ? "NOTHING COMPARED" : "EQUAL";
        return new EqualityCheckResult(source, verdict, Long.toString(seed), compared, different, numbers);
    }
}
