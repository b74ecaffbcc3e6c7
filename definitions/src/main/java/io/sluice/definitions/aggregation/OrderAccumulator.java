package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.Aggregation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code first}, {@code last} and {@code last_n} (oldest first) by {@code (event time, event id)}, and ties of both by value. */
final class OrderAccumulator implements Accumulator {
    private record Entry(long time, String id, Object value) {
        int compareTo(Entry other) {
            int order = ValueOrder.compareEvents(time, id, other.time, other.id);
            return order == 0 ? ValueOrder.compareTied(value, other.value) : order;
        }
    }

    private final Aggregation.Kind kind;
    private final int limit;
    private final ValueCodec codec;

    /** Ascending by time and id; {@code last_n} drops the oldest, {@code first} the newest. */
    private final ArrayList<Entry> entries;

    OrderAccumulator(Aggregation.Kind kind, int limit, ValueCodec codec) {
        this(kind, limit, codec, new ArrayList<>(1));
    }

    private OrderAccumulator(Aggregation.Kind kind, int limit, ValueCodec codec, ArrayList<Entry> entries) {
        this.kind = kind;
        this.limit = limit;
        this.codec = codec;
        this.entries = entries;
    }

    @Override
    public Accumulator prepare() {
        return new OrderAccumulator(kind, limit, codec);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (value != null) {
            offer(new Entry(eventTime, eventId, ValueOrder.canonical(value)));
        }
    }

    private void offer(Entry entry) {
        if (entries.size() < limit || !isOutside(entries.get(0).compareTo(entry))) {
            insert(entry);
        }
    }

    private boolean isOutside(int firstAgainstIt) {
        return kind == Aggregation.Kind.FIRST ? firstAgainstIt <= 0 : firstAgainstIt >= 0;
    }

    private void insert(Entry entry) {
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).compareTo(entry) > 0) {
            at--;
        }
        entries.add(at, entry);
        if (entries.size() > limit) {
            entries.remove(kind == Aggregation.Kind.FIRST ? limit : 0);
        }
    }

    @Override
    public void merge(Accumulator other) {
        ((OrderAccumulator) other).entries.forEach(this::offer);
    }

    @Override
    public @Nullable Object finish() {
        if (entries.isEmpty()) {
            return null;
        }
        if (kind != Aggregation.Kind.LAST_N) {
            return entries.get(0).value;
        }
        List<Object> values = new ArrayList<>(entries.size());
        entries.forEach(entry -> values.add(entry.value));
        return Collections.unmodifiableList(values);
    }

    @Override
    public Accumulator copy() {
        return new OrderAccumulator(kind, limit, codec, new ArrayList<>(entries));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            out.writeLong(entry.time);
            ValueCodec.writeText(entry.id, out);
            codec.write(entry.value, out);
        }
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        int size = in.readInt();
        ArrayList<Entry> read = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            read.add(new Entry(in.readLong(), ValueCodec.readText(in), codec.readPresent(in)));
        }
        return new OrderAccumulator(kind, limit, codec, read);
    }
}
