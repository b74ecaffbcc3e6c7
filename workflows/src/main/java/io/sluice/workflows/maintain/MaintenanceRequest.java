package io.sluice.workflows.maintain;

import java.time.Instant;

/**
 * Asks for the upkeep of a table.
 *
 * @param keptSince snapshots, and files that belong to none, go when they are older
 */
public record MaintenanceRequest(String table, Instant keptSince) {}
