package io.sluice.quality.pinned;

import io.sluice.quality.measure.Fold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts numbers between edges: below the first one, between each two (lower one inside), above the last one. Its value
 * is a list of Long, two longer than that of the edges: the last one counts NaN. Sees one term, a double; null counts
 * nowhere.
 *
 * @param edges finite, ascending, at least one
 * @param last where a value on the last edge counts
 */
public record Histogram(List<Double> edges, LastEdge last) implements Fold<long[]> {
    /** Where a value on the last edge counts. */
    public enum LastEdge {
        /** In the last bin, as numpy has it. */
        INSIDE,
        /** Above it, so that all bins are half-open. */
        ABOVE
    }

    public Histogram {
        edges = List.copyOf(edges);
    }

    @Override
    public long[] start() {
        return new long[edges.size() + 2];
    }

    @Override
    public long[] add(long[] counts, List<@Nullable Object> terms) {
        Object term = terms.get(0);
        if (term != null) {
            counts[place(((Number) term).doubleValue())]++;
        }
        return counts;
    }

    /** The place of a number among the counts. */
    int place(double number) {
        if (Double.isNaN(number)) {
            return edges.size() + 1;
        }
        int low = 0;
        int high = edges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges.get(middle) <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        boolean onLast = last == LastEdge.INSIDE && number == edges.get(edges.size() - 1);
        return onLast ? low - 1 : low;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
        long[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    @Override
    public List<Long> finish(long[] counts) {
        List<Long> list = new ArrayList<>();
        for (long count : counts) {
            list.add(count);
        }
        return list;
    }
}
