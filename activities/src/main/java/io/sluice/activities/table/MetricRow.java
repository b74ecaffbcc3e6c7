package io.sluice.activities.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.metrics}: one number that an audit measured. Holds no values of rows.
 *
 * @param gateVersion of the gate that asked
 * @param rule the expectation's id
 * @param metric what was measured, for example {@code null_count}
 * @param column null for a metric of the whole table
 */
public record MetricRow(
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String gate,
        String gateVersion,
        String rule,
        String metric,
        @Nullable String column,
        double value,
        Instant at) {}
