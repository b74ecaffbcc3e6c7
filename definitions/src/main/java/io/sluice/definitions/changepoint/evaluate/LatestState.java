package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.evaluate.LatestRow.Rule;
import io.sluice.definitions.model.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A latest value: set 1 ms after its row's arrival for events, at it for attributes, expired 1 ms after its ttl. A row
 * with NULL replaces like any other.
 */
final class LatestState extends FeatureState {
    private final Rule rule;
    private @Nullable LatestRow held;

    LatestState(FeaturePlan plan, Source.Kind kind, @Nullable Object fill) {
        super(plan.type(), fill);
        rule = Rule.of(plan, kind);
    }

    @Override
    void add(@Nullable Object value, long time, String id, long arrival) {
        LatestRow row = new LatestRow(time, id, value, arrival + rule.setAfter());
        if (row.isAfter(held)) {
            held = row;
            schedule(row.setAt());
        }
    }

    @Override
    void settle(long instant) {
        LatestRow row = held;
        if (row != null && instant == row.setAt()) {
            change(row.input(), instant);
            schedule(rule.expires(row));
        } else {
            expire(instant);
        }
    }

    private void expire(long instant) {
        held = null;
        clearAt(instant);
        schedule(ChangePoint.NONE);
    }

    @Override
    FeaturePartial partial(long end) {
        return new LatestPartial(rule, end);
    }

    @Override
    void fold(FeaturePartial partial) {
        LatestPartial rows = (LatestPartial) partial;
        LatestRow latest = LatestRow.later(held, rows.set());
        if (latest != null && rule.expires(latest) < rows.end()) {
            expire(rule.expires(latest));
        } else if (latest != null) {
            held = latest;
            change(latest.input(), latest.setAt());
            schedule(rule.expires(latest));
        }
        LatestRow pending = rows.pending();
        if (pending != null) {
            held = pending;
            schedule(pending.setAt());
        }
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        rule.write(held, out);
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        held = rule.read(in);
    }

    @Override
    void reset() {
        super.reset();
        held = null;
    }
}
