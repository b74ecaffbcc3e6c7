package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Source;
import org.jspecify.annotations.Nullable;

/**
 * A latest value: set 1 ms after its row's arrival for events, at it for attributes, expired 1 ms after its ttl. A row
 * with NULL replaces like any other.
 */
final class LatestState extends FeatureState {
    private final long setAfter;
    private final long expireAfter;
    private boolean held;
    private long eventTime;
    private String eventId = "";
    private @Nullable Object input;
    private long setAt;

    LatestState(FeaturePlan plan, Source.Kind kind, @Nullable Object fill) {
        super(fill);
        setAfter = kind == Source.Kind.EVENTS ? 1 : 0;
        expireAfter = plan.feature().ttl() == null
                ? ChangePoint.NONE
                : plan.feature().ttl().toMillis() + 1;
    }

    @Override
    void add(@Nullable Object value, long time, String id, long arrival) {
        if (held && ValueOrder.compareEvents(time, id, eventTime, eventId) < 0) {
            return;
        }
        held = true;
        eventTime = time;
        eventId = id;
        input = value;
        setAt = arrival + setAfter;
        schedule(setAt);
    }

    @Override
    void settle(long instant) {
        if (instant == setAt) {
            change(input, instant);
            schedule(expireAfter == ChangePoint.NONE ? ChangePoint.NONE : setAt + expireAfter);
        } else {
            held = false;
            input = null;
            change(null, instant);
            schedule(ChangePoint.NONE);
        }
    }

    @Override
    void reset() {
        super.reset();
        held = false;
        input = null;
    }
}
