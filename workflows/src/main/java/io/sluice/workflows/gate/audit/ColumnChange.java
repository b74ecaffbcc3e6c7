package io.sluice.workflows.gate.audit;

import org.jspecify.annotations.Nullable;

/**
 * How one column would change.
 *
 * @param nullsBefore share of nulls, 0 to 1
 * @param nullsNow share of nulls, 0 to 1
 * @param drift population stability index, rounded to three places: little below 0.1, much above 0.25; null where one side has no values
 */
public record ColumnChange(
        String column,
        double nullsBefore,
        double nullsNow,
        @Nullable Double drift) {}
