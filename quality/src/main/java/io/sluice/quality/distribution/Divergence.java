package io.sluice.quality.distribution;

import java.util.List;

/** The Kullback–Leibler divergence, as {@code scipy.stats.entropy} has it: in nats, after both are scaled to sum 1. */
final class Divergence {
    private Divergence() {}

    /** NaN where nothing is observed or expected; infinite where something is observed that is not expected at all. */
    static double of(List<Double> observed, List<Double> expected) {
        double observedSum = sum(observed);
        double expectedSum = sum(expected);
        double divergence = 0;
        for (int i = 0; i < observed.size(); i++) {
            double p = observed.get(i) / observedSum;
            double q = expected.get(i) / expectedSum;
            divergence += p == 0 && q >= 0 ? 0 : p * Math.log(p / q);
        }
        return divergence;
    }

    static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(Double::doubleValue).sum();
    }
}
