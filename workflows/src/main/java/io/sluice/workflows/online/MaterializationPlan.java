package io.sluice.workflows.online;

/**
 * What will be written, where.
 *
 * @param asOf epoch milliseconds: the values at this instant are written
 * @param previousAsOf epoch milliseconds of the last materialisation of this generation; -1 when there was none or it does
 *     not matter
 * @param generation the generation that is written
 * @param activate whether the pointer moves to it at the end
 * @param entities at most this many entities are written: the change points in the days that are read
 */
public record MaterializationPlan(
        String view,
        String mode,
        String release,
        long releaseNumber,
        String table,
        String snapshotId,
        long asOf,
        long previousAsOf,
        long generation,
        boolean activate,
        long entities) {}
