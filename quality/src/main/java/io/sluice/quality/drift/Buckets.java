package io.sluice.quality.drift;

import io.sluice.quality.pinned.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Two distributions over the same buckets. Buckets that are empty on both sides are left out.
 *
 * @param reference counts
 * @param current counts
 */
record Buckets(List<Long> reference, List<Long> current) {
    /** As many bins as the population stability index is read with. */
    private static final int FEW = 10;

    /** What is added to each count, so that an empty bucket has a logarithm (Jeffreys' prior). */
    private static final double PSEUDO_COUNT = 0.5;

    Buckets {
        reference = List.copyOf(reference);
        current = List.copyOf(current);
    }

    /** Few buckets of nearly equal weight in the reference, those of categories as they are; missing values are one. */
    static Buckets few(Profile reference, Profile current) {
        List<Long> left = new ArrayList<>();
        List<Long> right = new ArrayList<>();
        long enough = reference.isNumeric() ? (reference.values() + FEW - 1) / FEW : 0;
        long filled = 0;
        long other = 0;
        for (int i = 0; i < reference.counts().size(); i++) {
            filled += reference.counts().get(i);
            other += current.counts().get(i);
            if (filled >= enough) {
                add(left, right, filled, other);
                filled = 0;
                other = 0;
            }
        }
        add(left, right, filled, other);
        add(left, right, reference.others(), current.others());
        add(left, right, reference.missing(), current.missing());
        return new Buckets(left, right);
    }

    private static void add(List<Long> left, List<Long> right, long reference, long current) {
        if (reference > 0 || current > 0) {
            left.add(reference);
            right.add(current);
        }
    }

    int size() {
        return reference.size();
    }

    long referenceRows() {
        return sum(reference);
    }

    long currentRows() {
        return sum(current);
    }

    /** The population stability index of smoothed shares, in nats. */
    double stabilityIndex() {
        double index = 0;
        for (int i = 0; i < size(); i++) {
            double expected = smoothed(reference, i);
            double observed = smoothed(current, i);
            index += (observed - expected) * Math.log(observed / expected);
        }
        return index;
    }

    /** Pearson's statistic of homogeneity. */
    double chiSquare() {
        double rows = referenceRows() + (double) currentRows();
        double statistic = 0;
        for (int i = 0; i < size(); i++) {
            double bucket = reference.get(i) + (double) current.get(i);
            statistic += deviation(reference.get(i), bucket * referenceRows() / rows)
                    + deviation(current.get(i), bucket * currentRows() / rows);
        }
        return statistic;
    }

    /** The square root of the Jensen–Shannon divergence in bits, 0 to 1. */
    double jensenShannon() {
        double divergence = 0;
        for (int i = 0; i < size(); i++) {
            double p = (double) reference.get(i) / referenceRows();
            double q = (double) current.get(i) / currentRows();
            double middle = (p + q) / 2;
            divergence += (part(p, middle) + part(q, middle)) / 2;
        }
        return Math.sqrt(Math.max(0, divergence));
    }

    private static double part(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
    }

    private static double deviation(double observed, double expected) {
        return (observed - expected) * (observed - expected) / expected;
    }

    private double smoothed(List<Long> counts, int index) {
        return (counts.get(index) + PSEUDO_COUNT) / (sum(counts) + PSEUDO_COUNT * size());
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
