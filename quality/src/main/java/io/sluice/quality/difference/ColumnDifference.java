package io.sluice.quality.difference;

import org.jspecify.annotations.Nullable;

/**
 * How one column differs.
 *
 * @param nullsBefore share of nulls, 0 to 1
 * @param nullsNow share of nulls, 0 to 1
 * @param drift population stability index of the values that are there, 0 for the same distribution; by convention little below
 *     0.1 and much above 0.25. Null where one side has no values
 */
public record ColumnDifference(
        String column,
        double nullsBefore,
        double nullsNow,
        @Nullable Double drift) {
    /** How much it moved, for sorting. */
    double size() {
        return Math.abs(nullsNow - nullsBefore) + (drift == null ? 0 : drift);
    }
}
