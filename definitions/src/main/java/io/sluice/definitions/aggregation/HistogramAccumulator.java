package io.sluice.definitions.aggregation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code histogram}: counts below the first edge, between edges (lower closed, upper open) and from the last edge on.
 *
 * <p>Edges are taken as the exact values of their doubles, and values are compared with them exactly.
 */
final class HistogramAccumulator implements Accumulator.Exact {
    private final double[] edges;
    private final BigDecimal[] exactEdges;
    private final long[] counts;
    private long rows;

    HistogramAccumulator(List<Double> edges) {
        this(
                edges.stream().mapToDouble(Double::doubleValue).toArray(),
                edges.stream().map(BigDecimal::new).toArray(BigDecimal[]::new));
    }

    private HistogramAccumulator(double[] edges, BigDecimal[] exactEdges) {
        this.edges = edges;
        this.exactEdges = exactEdges;
        this.counts = new long[edges.length + 1];
    }

    @Override
    public Accumulator prepare() {
        return new HistogramAccumulator(edges, exactEdges);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (value != null) {
            counts[bucket(value)]++;
            rows++;
        }
    }

    private int bucket(Object value) {
        if (value instanceof Double number) {
            return bucket(number.doubleValue());
        } else if (value instanceof BigDecimal number) {
            return bucket(number);
        }
        long number = ((Number) value).longValue();
        boolean exact = Math.abs((double) number) < 1L << 53;
        return exact ? bucket((double) number) : bucket(BigDecimal.valueOf(number));
    }

    private int bucket(double value) {
        int bucket = 0;
        while (bucket < edges.length && value >= edges[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private int bucket(BigDecimal value) {
        int bucket = 0;
        while (bucket < edges.length && value.compareTo(exactEdges[bucket]) >= 0) {
            bucket++;
        }
        return bucket;
    }

    @Override
    public void merge(Accumulator other) {
        add((HistogramAccumulator) other, 1);
    }

    @Override
    public void subtract(Accumulator other) {
        add((HistogramAccumulator) other, -1);
    }

    private void add(HistogramAccumulator other, int sign) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += sign * other.counts[i];
        }
        rows += sign * other.rows;
    }

    @Override
    public @Nullable Object finish() {
        if (rows == 0) {
            return null;
        }
        List<Object> finished = new ArrayList<>(counts.length);
        for (long count : counts) {
            finished.add(count);
        }
        return Collections.unmodifiableList(finished);
    }

    @Override
    public Accumulator copy() {
        HistogramAccumulator copy = new HistogramAccumulator(edges, exactEdges);
        copy.add(this, 1);
        return copy;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        HistogramAccumulator read = new HistogramAccumulator(edges, exactEdges);
        for (int i = 0; i < counts.length; i++) {
            read.counts[i] = in.readLong();
            read.rows += read.counts[i];
        }
        return read;
    }
}
