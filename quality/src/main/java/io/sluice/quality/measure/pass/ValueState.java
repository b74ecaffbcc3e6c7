package io.sluice.quality.measure.pass;

import com.amazon.deequ.analyzers.State;
import org.jspecify.annotations.Nullable;

/** A finished value in the shape that Deequ hands from a pass to a metric. */
record ValueState(@Nullable Object value) implements State<ValueState> {
    @Override
    public ValueState sum(ValueState other) {
        throw new UnsupportedOperationException("Finished values do not add up");
    }
}
