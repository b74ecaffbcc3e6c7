package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.changepoint.evaluate.LatestRow.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Of a latest value: the greatest row whose value is set inside the segment, and the greatest whose value is set at its end. */
final class LatestPartial implements FeaturePartial {
    private final Rule rule;
    private final long end;
    private @Nullable LatestRow set;
    private @Nullable LatestRow pending;

    LatestPartial(Rule rule, long end) {
        this.rule = rule;
        this.end = end;
    }

    @Override
    public void add(@Nullable Object input, long eventTime, String eventId, long arrival) {
        LatestRow row = new LatestRow(eventTime, eventId, input, arrival + rule.setAfter());
        if (row.setAt() < end) {
            set = LatestRow.later(set, row);
        } else {
            pending = LatestRow.later(pending, row);
        }
    }

    @Override
    public void merge(FeaturePartial other) {
        LatestPartial that = (LatestPartial) other;
        set = LatestRow.later(set, that.set);
        pending = LatestRow.later(pending, that.pending);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        rule.write(set, out);
        rule.write(pending, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        set = LatestRow.later(set, rule.read(in));
        pending = LatestRow.later(pending, rule.read(in));
    }

    @Override
    public int size() {
        return 2;
    }

    long end() {
        return end;
    }

    @Nullable
    LatestRow set() {
        return set;
    }

    @Nullable
    LatestRow pending() {
        return pending;
    }
}
