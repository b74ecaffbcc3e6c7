package io.sluice.workflows.ingest;

import io.sluice.workflows.gate.audit.GateResult;

/**
 * Result of {@code BatchIngestion}.
 *
 * @param outcome PUBLISHED or REJECTED
 * @param publishedSnapshotId empty when rejected
 */
public record BatchIngestionResult(
        String source,
        String partition,
        String outcome,
        long rowsRead,
        long rowsPublished,
        long quarantined,
        long duplicates,
        String publishedSnapshotId,
        GateResult gate) {}
