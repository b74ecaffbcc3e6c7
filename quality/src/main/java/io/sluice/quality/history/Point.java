package io.sluice.quality.history;

/**
 * A metric on one certified partition.
 *
 * @param partition a label, or {@code from..to} for a range of days
 */
public record Point(String partition, double value) {}
