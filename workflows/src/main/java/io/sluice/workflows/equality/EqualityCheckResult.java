package io.sluice.workflows.equality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code EqualityCheck}.
 *
 * @param verdict EQUAL; NOT EQUAL; PARTLY COMPARED: equal, but a check had nothing to compare, see {@code uncompared}; NOTHING
 *     COMPARED
 * @param seed with which the same entities are chosen again
 * @param compared values and rows, over all checks
 * @param different values and rows, over all checks but E2
 * @param totals per check; per view and feature they are in {@code sluice.equality}
 * @param differing per view and feature, the first of those that differ
 * @param uncompared what was not compared, and why
 * @param correction the workflow that was begun because late rows would change values; null: none was
 */
public record EqualityCheckResult(
        String source,
        String verdict,
        String seed,
        long compared,
        long different,
        List<EqualityNumbers> totals,
        List<EqualityNumbers> differing,
        List<String> uncompared,
        @Nullable String correction) {
    /** The verdict of lanes that differ. */
    public static final String NOT_EQUAL = "NOT EQUAL";

    public EqualityCheckResult {
        totals = List.copyOf(totals);
        differing = List.copyOf(differing);
        uncompared = List.copyOf(uncompared);
    }

    static EqualityCheckResult of(String source, long seed, EqualityFound found, @Nullable String correction) {
        return new EqualityCheckResult(
                source,
                verdict(found),
                Long.toString(seed),
                found.compared(),
                found.faults(),
                found.totals(),
                found.differing(),
                found.uncompared(),
                correction);
    }

    private static String verdict(EqualityFound found) {
        if (found.faults() > 0) {
            return NOT_EQUAL;
        }
        if (found.compared() == 0) {
            return "NOTHING COMPARED";
        }
        return found.uncompared().isEmpty() ? "EQUAL" : "PARTLY COMPARED";
    }
}
