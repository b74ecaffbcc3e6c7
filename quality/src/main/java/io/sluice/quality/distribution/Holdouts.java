package io.sluice.quality.distribution;

import io.sluice.quality.form.Arguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight that is kept back for what a partition object does not expect at all.
 *
 * @param tail for values outside of it, 0 to 1
 * @param internal for bins of weight 0 inside of it, 0 to 1
 */
record Holdouts(double tail, double internal) {
    static Holdouts of(Arguments arguments) {
        return new Holdouts(share(arguments, "tail_weight_holdout"), share(arguments, "internal_weight_holdout"));
    }

    List<String> problems(PartitionObject partition) {
        List<String> problems = new ArrayList<>();
        if (tail > 0 && partition.tails() != null) {
            problems.add("tail_weight_holdout must be 0 beside tail_weights");
        }
        if (internal > 0 && partition.isCategorical()) {
            problems.add("internal_weight_holdout is for bins, not for values");
        }
        if (tail > 0
                && !partition.isCategorical()
                && Double.isInfinite(partition.firstBin())
                && Double.isInfinite(partition.lastBin())) {
            problems.add("tail_weight_holdout must be 0 where both ends are infinite");
        }
        return problems;
    }

    /** Weights of bins scaled down, those of 0 lifted to their part of what was kept back. */
    List<Double> scaled(List<Double> weights) {
        long empty = weights.stream().filter(weight -> weight == 0).count();
        return weights.stream()
                .map(weight -> weight == 0 && internal > 0 ? internal / empty : weight * (1 - tail - internal))
                .toList();
    }

    private static double share(Arguments arguments, String name) {
        return arguments
                .value(name)
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(0.0);
    }
}
