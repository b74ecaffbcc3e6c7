package io.sluice.definitions.aggregation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code top_k}: the most frequent values with exact counts, ties by the values' own order (strings by bytes).
 *
 * <p>With more than {@code maxDistinct} different values it gives NULL and keeps nothing. That, too, is a function of
 * the set of rows: whatever is merged to too many stays too many.
 */
final class TopKAccumulator implements Accumulator {
    private static final Comparator<Map.Entry<Object, Long>> RANK = Comparator.comparing(
                    (Map.Entry<Object, Long> entry) -> -entry.getValue())
            .thenComparing(Map.Entry::getKey, ValueOrder::compare);

    private final int k;
    private final int maxDistinct;
    private final ValueCodec codec;
    private Map<Object, Long> counts;
    private boolean tooMany;

    TopKAccumulator(int k, int maxDistinct, ValueCodec codec) {
        this.k = k;
        this.maxDistinct = maxDistinct;
        this.codec = codec;
        this.counts = codec.isBinary() ? new TreeMap<>(ValueOrder::compare) : new LinkedHashMap<>();
    }

    @Override
    public Accumulator prepare() {
        return new TopKAccumulator(k, maxDistinct, codec);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (value != null) {
            add(codec.comparable(value), 1);
        }
    }

    private void add(Object value, long times) {
        if (tooMany) {
            return;
        }
        counts.merge(value, times, Long::sum);
        if (counts.size() > maxDistinct) {
            tooMany = true;
            counts.clear();
        }
    }

    @Override
    public void merge(Accumulator other) {
        TopKAccumulator that = (TopKAccumulator) other;
        if (that.tooMany) {
            tooMany = true;
            counts.clear();
        }
        that.counts.forEach(this::add);
    }

    /** Whether there were more different values than may be kept; the value is NULL then. */
    boolean isTooMany() {
        return tooMany;
    }

    @Override
    public @Nullable Object finish() {
        if (counts.isEmpty()) {
            return null;
        }
        PriorityQueue<Map.Entry<Object, Long>> best = new PriorityQueue<>(RANK.reversed());
        for (Map.Entry<Object, Long> entry : counts.entrySet()) {
            if (best.size() < k) {
                best.add(entry);
            } else if (RANK.compare(entry, best.element()) < 0) {
                best.remove();
                best.add(entry);
            }
        }
        List<Object> ranked = new ArrayList<>(best.size());
        while (!best.isEmpty()) {
            Map.Entry<Object, Long> entry = best.remove();
            ranked.add(List.of(entry.getKey(), entry.getValue()));
        }
        Collections.reverse(ranked);
        return Collections.unmodifiableList(ranked);
    }

    @Override
    public Accumulator copy() {
        TopKAccumulator copy = new TopKAccumulator(k, maxDistinct, codec);
        copy.counts.putAll(counts);
        copy.tooMany = tooMany;
        return copy;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(tooMany);
        out.writeInt(counts.size());
        for (Map.Entry<Object, Long> entry : counts.entrySet()) {
            codec.write(entry.getKey(), out);
            out.writeLong(entry.getValue());
        }
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        TopKAccumulator read = new TopKAccumulator(k, maxDistinct, codec);
        read.tooMany = in.readBoolean();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            read.counts.put(codec.readPresent(in), in.readLong());
        }
        return read;
    }
}
