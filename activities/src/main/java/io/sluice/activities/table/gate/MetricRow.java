package io.sluice.activities.table.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.metrics}: one number that an audit measured. Holds no texts of rows.
 *
 * @param run that staged the snapshot; null in rows written before it was kept
 * @param gateVersion of the gate that asked
 * @param rule the expectation's id; {@code gate} for the audit as a whole
 * @param metric what was measured, for example {@code unexpected}
 * @param column null for a metric of the whole table
 * @param value days and instants in seconds since 1970, flags as 0 and 1
 * @param text the value exactly, where a double is not enough; null in rows written before it was kept
 * @param outcome of the audit: PASS, PASS_WITH_WARNINGS or BLOCKED; null in rows written before it was kept
 * @param reportHash of the audit; null in rows written before it was kept
 */
public record MetricRow(
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        @Nullable String run,
        String gate,
        String gateVersion,
        String rule,
        String metric,
        @Nullable String column,
        double value,
        @Nullable String text,
        @Nullable String outcome,
        @Nullable String reportHash,
        Instant at) {}
