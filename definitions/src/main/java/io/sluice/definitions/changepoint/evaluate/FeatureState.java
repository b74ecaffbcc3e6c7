package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.model.DataType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one entity's rows so far say about one feature.
 *
 * <p>A row is taken in at its arrival {@code a = event time + delay} and shows at {@code a} or later. Whoever adds a row
 * first settles a change that is due at {@code a} itself, so that the row cannot show in it.
 */
abstract class FeatureState {
    private final ValueCodec codec;
    private final @Nullable Object fill;
    private @Nullable Object value;
    private boolean empty;
    private long timestamp;
    private long next;

    FeatureState(DataType type, @Nullable Object fill) {
        this.codec = new ValueCodec(type);
        this.fill = fill;
        clear();
    }

    /** Takes a row in. {@code arrival} is not less than any before it, and less than {@link #next()}. */
    abstract void add(@Nullable Object input, long eventTime, String eventId, long arrival);

    /** Brings the value to {@code instant}, which is {@link #next()}. */
    abstract void settle(long instant);

    /** A partial state of this feature for a segment that ends before {@code end}. */
    abstract FeaturePartial partial(long end);

    /** Goes on to just before the end of a partial state, which is used up. */
    abstract void fold(FeaturePartial partial);

    /** Forgets all rows. */
    void reset() {
        clear();
    }

    /** Writes the content, to be read by {@link #read} of a state of the same feature. */
    void write(DataOutput out) throws IOException {
        codec.write(value, out);
        out.writeBoolean(empty);
        out.writeLong(timestamp);
        out.writeLong(next);
    }

    /** Replaces the content by what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        value = codec.read(in);
        empty = in.readBoolean();
        timestamp = in.readLong();
        next = in.readLong();
    }

    private void clear() {
        value = fill;
        empty = true;
        timestamp = ChangePoint.NEVER;
        next = ChangePoint.NONE;
    }

    /** From {@code instant} on nothing holds: no row in the window, or the latest value has expired. */
    final void clearAt(long instant) {
        value = fill;
        empty = true;
        timestamp = instant;
    }

    final void change(@Nullable Object finished, long instant) {
        value = finished == null ? fill : finished;
        empty = false;
        timestamp = instant;
    }

    final void schedule(long instant) {
        next = instant;
    }

    /** The value after the null policy, as of the last change. */
    final @Nullable Object value() {
        return value;
    }

    /** Whether nothing held as of the last change; rows that wait to enter hold nothing yet. */
    final boolean isEmpty() {
        return empty;
    }

    /** The last change. */
    final long timestamp() {
        return timestamp;
    }

    /** The next change that the rows so far will cause; {@link ChangePoint#NONE}. */
    final long next() {
        return next;
    }

    /** Whether this state, at an instant, is as good as one that never saw a row. */
    final boolean isBlank(long instant) {
        return next == ChangePoint.NONE && isForgotten(Months.start(instant));
    }

    /** Whether the last change is forgotten in the month that begins at an instant (infra/decisions). */
    final boolean isForgotten(long month) {
        return empty && timestamp < month;
    }
}
