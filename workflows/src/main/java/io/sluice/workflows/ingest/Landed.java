package io.sluice.workflows.ingest;

import java.util.List;

/**
 * Rows as received.
 *
 * @param table for example {@code landing.online_retail}
 * @param deliveryId names the landed rows: a hash over source, partition and the hashes of the files
 * @param rows rows received, corrupt ones included
 * @param missingColumns declared columns that no file has
 * @param retypedColumns columns whose type cannot become the declared one, as {@code column: found, declared}
 * @param newColumns columns that the schema does not declare (kept)
 * @param truncatedTimestamps rows whose event time was finer than a millisecond
 */
public record Landed(
        String table,
        String snapshotId,
        String deliveryId,
        long files,
        long bytes,
        long rows,
        long corruptRows,
        long truncatedTimestamps,
        List<String> missingColumns,
        List<String> retypedColumns,
        List<String> newColumns) {}
