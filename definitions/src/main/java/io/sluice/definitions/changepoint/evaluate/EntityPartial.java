package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a segment of time, taken in any order, mean for one entity: a few tiles per feature, whatever their number.
 *
 * <p>Merging is associative and commutative. Begun by {@link EntityEvaluator#partial}, brought into order by {@link
 * EntityEvaluator#fold}. Not thread-safe.
 */
public final class EntityPartial {
    private final @Nullable FeaturePartial[] features;
    private final int[][] inputs;
    private final long[] delays;
    private final long end;

    EntityPartial(@Nullable FeaturePartial[] features, int[][] inputs, long[] delays, long end) {
        this.features = features;
        this.inputs = inputs;
        this.delays = delays;
        this.end = end;
    }

    /** The first instant after the segment. */
    public long end() {
        return end;
    }

    /**
     * Takes a row in.
     *
     * @param source index into {@link ViewPlan#sources()}
     * @throws IllegalArgumentException when the row arrives after the segment
     */
    public void add(int source, SourceRow row) {
        long arrival = row.eventTime() + delays[source];
        if (arrival >= end) {
            throw new IllegalArgumentException("Invalid row of a segment that ends before " + end + ": " + arrival);
        }
        boolean[] passes = row.passes();
        for (int i = 0; i < passes.length; i++) {
            FeaturePartial feature = features[inputs[source][i]];
            if (passes[i] && feature != null) {
                feature.add(row.values()[i], row.eventTime(), row.eventId(), arrival);
            }
        }
    }

    /** Takes in what a partial state of another part of the same segment's rows has; that one is used up. */
    public void merge(EntityPartial other) {
        if (other.end != end) {
            throw new IllegalArgumentException(
                    "Invalid merge of segments that end before " + end + " and " + other.end);
        }
        for (int i = 0; i < features.length; i++) {
            FeaturePartial mine = features[i];
            FeaturePartial theirs = other.features[i];
            if (mine != null && theirs != null) {
                mine.merge(theirs);
            }
        }
    }

    /** Writes the content, to be read by {@link #read} of a partial state of the same view and segment. */
    public void write(DataOutput out) throws IOException {
        for (FeaturePartial feature : features) {
            if (feature != null) {
                feature.write(out);
            }
        }
    }

    /** Takes in what {@link #write} of another one wrote. */
    public void read(DataInput in) throws IOException {
        for (FeaturePartial feature : features) {
            if (feature != null) {
                feature.read(in);
            }
        }
    }

    /** How many partial aggregates and rows it holds: what its memory grows with. */
    public int size() {
        int size = 0;
        for (FeaturePartial feature : features) {
            size += feature == null ? 0 : feature.size();
        }
        return size;
    }

    @Nullable
    FeaturePartial feature(int index) {
        return features[index];
    }
}
