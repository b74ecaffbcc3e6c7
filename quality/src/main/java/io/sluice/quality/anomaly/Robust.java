package io.sluice.quality.anomaly;

import java.util.List;

/** Statistics that a few odd partitions do not move. */
final class Robust {
    /** Makes the median absolute deviation of normal data its standard deviation. */
    private static final double NORMAL = 1.4826;

    private Robust() {}

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median absolute deviation, scaled to a standard deviation. */
    static double deviation(List<Double> values) {
        double median = median(values);
        return NORMAL
                * median(values.stream().map(value -> Math.abs(value - median)).toList());
    }
}
