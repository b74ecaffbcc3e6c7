package io.sluice.workflows.gate.audit;

/**
 * Asks for the verdict of a gate on a snapshot.
 */
public record AuditRequest(String gate, String dataset, String partition, String snapshotId, int attempt) {}
