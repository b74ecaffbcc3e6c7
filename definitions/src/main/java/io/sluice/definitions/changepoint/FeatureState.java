package io.sluice.definitions.changepoint;

import org.jspecify.annotations.Nullable;

/**
 * What one entity's rows so far say about one feature.
 *
 * <p>A row is taken in at its arrival {@code a = event time + delay} and shows at {@code a} or later. Whoever adds a row
 * first settles a change that is due at {@code a} itself, so that the row cannot show in it.
 */
abstract class FeatureState {
    private final @Nullable Object fill;
    private @Nullable Object value;
    private long timestamp;
    private long next;

    FeatureState(@Nullable Object fill) {
        this.fill = fill;
        clear();
    }

    /** Takes a row in. {@code arrival} is not less than any before it, and less than {@link #next()}. */
    abstract void add(@Nullable Object input, long eventTime, String eventId, long arrival);

    /** Brings the value to {@code instant}, which is {@link #next()}. */
    abstract void settle(long instant);

    /** Forgets all rows. */
    void reset() {
        clear();
    }

    private void clear() {
        value = fill;
        timestamp = ChangePoint.NEVER;
        next = ChangePoint.NONE;
    }

    final void change(@Nullable Object finished, long instant) {
        value = finished == null ? fill : finished;
        timestamp = instant;
    }

    final void schedule(long instant) {
        next = instant;
    }

    /** The value after the null policy, as of the last change. */
    final @Nullable Object value() {
        return value;
    }

    /** The last change. */
    final long timestamp() {
        return timestamp;
    }

    /** The next change that the rows so far will cause; {@link ChangePoint#NONE}. */
    final long next() {
        return next;
    }
}
