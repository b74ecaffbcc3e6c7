package io.sluice.workflows.online;

/**
 * What the store answered.
 *
 * @param applied keys written
 * @param same keys that held this version already
 * @param older keys that held a newer version
 * @param verified keys compared equal (VERIFY)
 * @param different keys that differ (VERIFY)
 */
public record MaterializationCounts(long applied, long same, long older, long removed, long verified, long different) {}
