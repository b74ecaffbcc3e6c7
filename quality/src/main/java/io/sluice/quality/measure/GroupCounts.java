package io.sluice.quality.measure;

/**
 * What a grouping found.
 *
 * @param groups number of groups
 * @param repeatedRows rows in groups of more than one row
 * @param rows rows in all groups
 * @param largest rows of the largest group; 0 without any
 */
public record GroupCounts(long groups, long repeatedRows, long rows, long largest) {}
