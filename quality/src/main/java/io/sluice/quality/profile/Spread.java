package io.sluice.quality.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The values of one column, sorted, and the bins that show them best. */
final class Spread {
    private static final int BINS = 24;

    /** The share of values at either end that does not stretch the bins: a single outlier would squeeze all others. */
    private static final double TAIL = 0.01;

    private final double[] sorted;

    Spread(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(this.sorted);
    }

    ColumnProfile profile(String column, long rows) {
        if (sorted.length == 0) {
            return new ColumnProfile(column, rows, 0, 0, 0, 0, List.of(), List.of(), 0, 0);
        }
        double[] edges = edges();
        long[] counts = new long[edges.length - 1];
        long below = 0;
        long above = 0;
        for (double value : sorted) {
            if (value < edges[0]) {
                below++;
            } else if (value > edges[counts.length]) {
                above++;
            } else {
                counts[bin(edges, value)]++;
            }
        }
        return new ColumnProfile(
                column,
                rows,
                sorted.length,
                sorted[0],
                sorted[sorted.length - 1],
                Arrays.stream(sorted).average().orElse(0),
                Arrays.stream(edges).boxed().toList(),
                Arrays.stream(counts).boxed().toList(),
                below,
                above);
    }

    private double[] edges() {
        double low = sorted[(int) (TAIL * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil((1 - TAIL) * (sorted.length - 1))];
        if (isWhole() && high - low < BINS) {
            return IntStream.rangeClosed(0, (int) (high - low) + 1)
                    .mapToDouble(i -> low + i)
                    .toArray();
        }
        List<Double> edges = new ArrayList<>(List.of(low));
        for (int i = 1; i <= BINS; i++) {
            // Not high - low, which may be more than a double holds.
            double edge = low * (1 - (double) i / BINS) + high * ((double) i / BINS);
            if (edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        if (edges.size() == 1) {
            edges.add(Math.nextUp(low));
        }
        edges.set(edges.size() - 1, Math.max(high, edges.get(edges.size() - 1)));
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private boolean isWhole() {
        return Arrays.stream(sorted).allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1e15);
    }

    private static int bin(double[] edges, double value) {
        int found = Arrays.binarySearch(edges, value);
        int bin = found >= 0 ? found : -found - 2;
        return Math.min(bin, edges.length - 2);
    }
}
