package io.sluice.quality.measure;

/**
 * What a grouping found.
 *
 * @param groups number of groups
 * @param repeatedRows rows in groups of more than one row
 */
public record GroupCounts(long groups, long repeatedRows) {}
