package io.sluice.quality.measure;

/**
 * The two values of a sorted column between which a quantile lies; twice the same one where it lies on a value.
 *
 * @param fraction how far the quantile is from the lower to the upper value, 0 to below 1
 * @param lowerIndex place of the lower value, counted from 0
 */
public record Neighbours(Object lower, Object upper, double fraction, long lowerIndex) {}
