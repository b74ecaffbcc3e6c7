package io.sluice.definitions.aggregation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code min} and {@code max}. */
final class ExtremeAccumulator implements Accumulator {
    private final int sign;
    private final ValueCodec codec;
    private @Nullable Object extreme;

    /** Creates one. {@code sign}: 1 for max, −1 for min. */
    ExtremeAccumulator(int sign, ValueCodec codec) {
        this.sign = sign;
        this.codec = codec;
    }

    @Override
    public Accumulator prepare() {
        return new ExtremeAccumulator(sign, codec);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (value != null) {
            offer(ValueOrder.canonical(value));
        }
    }

    private void offer(Object value) {
        if (extreme == null || sign * ValueOrder.compare(value, extreme) > 0) {
            extreme = value;
        }
    }

    @Override
    public void merge(Accumulator other) {
        Object theirs = ((ExtremeAccumulator) other).extreme;
        if (theirs != null) {
            offer(theirs);
        }
    }

    @Override
    public @Nullable Object finish() {
        return extreme;
    }

    @Override
    public Accumulator copy() {
        ExtremeAccumulator copy = new ExtremeAccumulator(sign, codec);
        copy.extreme = extreme;
        return copy;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        codec.write(extreme, out);
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        ExtremeAccumulator read = new ExtremeAccumulator(sign, codec);
        read.extreme = codec.read(in);
        return read;
    }
}
