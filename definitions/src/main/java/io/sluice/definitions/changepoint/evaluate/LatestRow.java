package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A row that gives a latest value.
 *
 * @param setAt the instant from which its value holds
 */
record LatestRow(long eventTime, String eventId, @Nullable Object input, long setAt) {
    /**
     * When values are set and expire.
     *
     * @param setAfter from the arrival, milliseconds
     * @param expireAfter from then on, milliseconds; {@link ChangePoint#NONE}
     */
    record Rule(long setAfter, long expireAfter, ValueCodec codec) {
        static Rule of(FeaturePlan plan, Source.Kind kind) {
            return new Rule(
                    kind == Source.Kind.EVENTS ? 1 : 0,
                    plan.feature().ttl() == null
                            ? ChangePoint.NONE
                            : plan.feature().ttl().toMillis() + 1,
                    new ValueCodec(plan.type()));
        }

        /** The instant from which a value holds no more; {@link ChangePoint#NONE}. */
        long expires(LatestRow row) {
            return expireAfter == ChangePoint.NONE ? ChangePoint.NONE : row.setAt + expireAfter;
        }

        void write(@Nullable LatestRow row, DataOutput out) throws IOException {
            out.writeBoolean(row != null);
            if (row != null) {
                out.writeLong(row.eventTime);
                ValueCodec.writeText(row.eventId, out);
                codec.write(row.input, out);
                out.writeLong(row.setAt);
            }
        }

        @Nullable
        LatestRow read(DataInput in) throws IOException {
            return in.readBoolean()
                    ? new LatestRow(in.readLong(), ValueCodec.readText(in), codec.read(in), in.readLong())
                    : null;
        }
    }

    /** Whether this row replaces another, by {@code (event time, event id)}, ties by value. */
    boolean isAfter(@Nullable LatestRow other) {
        if (other == null) {
            return true;
        }
        int order = ValueOrder.compareEvents(eventTime, eventId, other.eventTime, other.eventId);
        return order > 0 || order == 0 && ValueOrder.compareTied(input, other.input) >= 0;
    }

    static @Nullable LatestRow later(@Nullable LatestRow one, @Nullable LatestRow other) {
        return other == null || one != null && one.isAfter(other) ? one : other;
    }
}
