package io.sluice.definitions.changepoint.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the rows of a segment of time, taken in any order, mean for one feature. */
interface FeaturePartial {
    void add(@Nullable Object input, long eventTime, String eventId, long arrival);

    /** Takes in what another one of the same segment has; it is used up. */
    void merge(FeaturePartial other);

    void write(DataOutput out) throws IOException;

    /** Takes in what {@link #write} of another one wrote. */
    void read(DataInput in) throws IOException;

    /** How many accumulators or rows it holds. */
    int size();
}
