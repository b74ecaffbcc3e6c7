package io.sluice.quality.profile;

import java.util.List;

/**
 * How the values of one numeric column are spread.
 *
 * @param rows rows looked at, those without a value included
 * @param values of them, those with a finite value; the other components are about these
 * @param edges of the bins, ascending and one more than there are bins; empty without values
 * @param counts values in each bin, the lower edge inside, in the last bin the upper edge, too
 * @param below values below the first edge
 * @param above values above the last edge
 */
public record ColumnProfile(
        String column,
        long rows,
        long values,
        double min,
        double max,
        double mean,
        List<Double> edges,
        List<Long> counts,
        long below,
        long above) {
    public ColumnProfile {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
    }

    /** The share of rows without a finite value, 0 to 1. */
    public double missingShare() {
        return rows == 0 ? 0 : (double) (rows - values) / rows;
    }
}
