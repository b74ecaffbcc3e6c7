package io.sluice.definitions.model;

import java.io.Serializable;
import java.util.List;

/**
 * An aggregation of contract §4 with its parameter.
 *
 * @param n the n of last_n, the k of top_k; 0 otherwise
 * @param edges the edges of histogram, ascending; empty otherwise
 */
public record Aggregation(Kind kind, int n, List<Double> edges) implements Serializable {
    /** Spelled as in a definition, in upper case. */
    public enum Kind {
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        FIRST,
        LAST,
        LAST_N,
        VARIANCE,
        STDDEV,
        COUNT_DISTINCT,
        TOP_K,
        HISTOGRAM
    }

    public Aggregation {
        edges = List.copyOf(edges);
    }
}
