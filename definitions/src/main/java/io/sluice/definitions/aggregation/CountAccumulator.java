package io.sluice.definitions.aggregation;

import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code count}: of rows, or of values that are not NULL. NULL, not 0, over nothing: zero is the policy's to say. */
final class CountAccumulator implements Accumulator.Exact {
    private final boolean rows;
    private long count;

    CountAccumulator(boolean rows) {
        this.rows = rows;
    }

    @Override
    public Accumulator prepare() {
        return new CountAccumulator(rows);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (rows || value != null) {
            count++;
        }
    }

    @Override
    public void merge(Accumulator other) {
        count += ((CountAccumulator) other).count;
    }

    @Override
    public void subtract(Accumulator other) {
        count -= ((CountAccumulator) other).count;
    }

    @Override
    public @Nullable Object finish() {
        return count == 0 ? null : (Object) count;
    }

    @Override
    public Accumulator copy() {
        CountAccumulator copy = new CountAccumulator(rows);
        copy.count = count;
        return copy;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(count, out);
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        CountAccumulator read = new CountAccumulator(rows);
        read.count = Bytes.readNumber(in);
        return read;
    }
}
