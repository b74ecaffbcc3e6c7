package io.sluice.workflows.gate;

import io.sluice.workflows.registry.DefinitionRef;

/**
 * Asks for a rejected candidate.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param snapshotId the staged Iceberg snapshot, decimal
 */
public record ReopenRequest(DefinitionRef definition, String dataset, String partition, String snapshotId) {}
