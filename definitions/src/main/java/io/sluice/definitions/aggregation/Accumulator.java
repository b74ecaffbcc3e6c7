package io.sluice.definitions.aggregation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A partial aggregate: prepare, update, merge, finish (contract §4).
 *
 * <p>Its content is a function of the set of updates alone: merging is associative and commutative, and the order of
 * updates changes nothing, because what depends on order carries {@code (event time, event id)} along. Not thread-safe.
 * Accumulators are mixed only with those prepared from the same aggregation.
 */
public interface Accumulator {
    /** An empty accumulator of the same aggregation. */
    Accumulator prepare();

    /**
     * Takes one row in. NULL is ignored, except where rows are counted.
     *
     * @param value as in {@link io.sluice.definitions.changepoint.SourceRow}
     * @param eventTime epoch milliseconds
     * @throws IllegalArgumentException for NaN, an infinity, or a double of 10^18 or more in size where it is added
     */
    void update(@Nullable Object value, long eventTime, String eventId);

    /** Takes in all that {@code other} has; {@code other} stays as it is. */
    void merge(Accumulator other);

    /**
     * The value; null over no rows. May be called at any time, and again after further updates.
     *
     * @throws ResultOverflowException when the value does not fit the type that {@link Aggregations#resultType} gives
     */
    @Nullable
    Object finish();

    /** An independent accumulator with the same content. */
    Accumulator copy();

    /** Writes the content, to be read by {@link #read} of an accumulator of the same aggregation. */
    void write(DataOutput out) throws IOException;

    /** A new accumulator with the content that {@link #write} wrote. */
    Accumulator read(DataInput in) throws IOException;

    /** An accumulator that can give back exactly what it took, so that a window slides by one subtraction. */
    interface Exact extends Accumulator {
        /** Takes out all that {@code other} has, which must have been taken in before; {@code other} stays as it is. */
        void subtract(Accumulator other);
    }
}
