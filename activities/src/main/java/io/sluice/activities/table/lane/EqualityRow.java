package io.sluice.activities.table.lane;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.equality}: what a run compared of one feature. Source: contract §8.
 *
 * @param run of the workflow
 * @param check E1, E2, E3, ONLINE or CLOCK
 * @param view with its version, such as activity_v1
 * @param largest difference of numbers
 * @param first places of the first that differ, such as {@code updates 0@4711} or {@code day 2026-06-27}; no keys
 */
public record EqualityRow(
        String source,
        String run,
        Instant at,
        long seed,
        String check,
        String view,
        String feature,
        long compared,
        long equal,
        long different,
        @Nullable Double largest,
        List<String> first) {}
