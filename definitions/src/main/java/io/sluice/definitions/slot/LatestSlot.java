package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A latest value: the greatest row by {@code (event time, event id)}, ties by value, until its ttl is over. An older row never
 * returns.
 */
final class LatestSlot extends FeatureSlot {
    private final ValueCodec codec;
    private final long setAfter;
    private final long ttl;
    private boolean known;
    private long eventTime;
    private String eventId = "";
    private @Nullable Object value;
    private boolean expired;

    LatestSlot(FeaturePlan plan, Source.Kind kind) {
        super(plan);
        codec = new ValueCodec(plan.type());
        setAfter = kind == Source.Kind.EVENTS ? 1 : 0;
        Duration declared = plan.feature().ttl();
        ttl = declared == null ? ChangePoint.NONE : declared.toMillis();
    }

    @Override
    void clear() {
        known = false;
        expired = false;
        value = null;
        eventId = "";
    }

    @Override
    void add(@Nullable Object input, long time, String id, long now) {
        if (!known || isAfter(time, id, input)) {
            known = true;
            eventTime = time;
            eventId = id;
            value = input;
            settle(now, now);
        }
    }

    private boolean isAfter(long time, String id, @Nullable Object input) {
        int order = ValueOrder.compareEvents(time, id, eventTime, eventId);
        return order > 0 || order == 0 && ValueOrder.compareTied(input, value) >= 0;
    }

    @Override
    void settle(long last, long now) {
        expired = known && expires() <= now;
    }

    private long set() {
        return eventTime + setAfter;
    }

    private long expires() {
        return ttl == ChangePoint.NONE ? ChangePoint.NONE : set() + ttl + 1;
    }

    @Override
    @Nullable
    Object computed() {
        return value;
    }

    @Override
    boolean isEmpty() {
        return !known || expired;
    }

    @Override
    long changed() {
        return !known ? ChangePoint.NEVER : expired ? expires() : set();
    }

    @Override
    long next(long now) {
        return known && !expired ? expires() : ChangePoint.NONE;
    }

    /** A row that comes later and is older expired earlier. */
    @Override
    long keptUntil() {
        return Months.next(changed());
    }

    @Override
    void write(DataOutputStream out, long now) throws IOException {
        out.writeBoolean(known);
        if (known) {
            Bytes.writeNumber(now - eventTime, out);
            Bytes.writeText(eventId, out);
            codec.write(value, out);
        }
    }

    @Override
    void read(DataInputStream in, long now) throws IOException {
        clear();
        if (in.readBoolean()) {
            known = true;
            eventTime = now - Bytes.readNumber(in);
            eventId = Bytes.readText(in);
            value = codec.read(in);
            settle(now, now);
        }
    }
}
