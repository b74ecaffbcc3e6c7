package io.sluice.quality.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A partition as it is compared and shown.
 *
 * @param labels the values, or the finite bins
 * @param inner the weights of values or of bins between finite edges
 * @param tails the weights below and above; empty for values
 */
record Weights(List<?> labels, List<Double> inner, List<Double> tails) {
    /** All weights, in the order in which two partitions are compared. */
    List<Double> all() {
        List<Double> all = new ArrayList<>(inner);
        all.addAll(tails);
        return all;
    }

    /** In Great Expectations' shape. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(tails.isEmpty() ? "values" : "bins", labels);
        tree.put("weights", inner);
        if (!tails.isEmpty()) {
            tree.put("tail_weights", tails);
        }
        return Collections.unmodifiableMap(tree);
    }
}
