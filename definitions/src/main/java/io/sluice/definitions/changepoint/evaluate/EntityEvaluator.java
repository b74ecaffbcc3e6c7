package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.DerivedFeatures;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The change points of one entity, in one pass over its rows, in memory bounded by tiles. Source: contract §3.
 *
 * <p>Rows come in the order {@code (event time + delay of their source, source, event id)}, without duplicates. Out come
 * change points in ascending order, one per instant at which any feature changes, whether or not a value differs. What a
 * change point says is a function of the rows with {@code event time + delay ≤ timestamp} alone. Not thread-safe.
 *
 * <p>A feature in its empty state (no row in its window, or its latest value expired) forgets its timestamp at the first
 * instant of a month.
 */
public final class EntityEvaluator {
    private final FeatureState[] states;
    private final int[] stored;
    private final long[] delays;
    private final boolean[] immediate;
    private final int[][] inputs;
    private final DerivedFeatures derived;
    private final @Nullable Object[] values;
    private final long[] timestamps;
    private final long[] validUntil;

    /** Everything up to here has been emitted. */
    private long emitted = Long.MIN_VALUE;

    /** A change that was settled before its instant was emitted, because a row arrived at that very instant. */
    private long settled = ChangePoint.NONE;

    /** The least instant at which a feature changes next. */
    private long next = ChangePoint.NONE;

    /** First instant of the month for which empty features were made to forget, and that of the month after. */
    private long month = ChangePoint.NONE;

    private long nextMonth = ChangePoint.NEVER;

    /** An evaluator that fails where a value does not fit its type. */
    public EntityEvaluator(ViewPlan plan) {
        this(plan, ResultIncidents.FAIL);
    }

    /** An evaluator that tells {@code incidents} where a value cannot be given. */
    public EntityEvaluator(ViewPlan plan, ResultIncidents incidents) {
        int width = plan.features().size();
        states = new FeatureState[width];
        stored = plan.features().stream()
                .filter(feature -> !feature.feature().isDerived())
                .mapToInt(plan.features()::indexOf)
                .toArray();
        for (int feature : stored) {
            states[feature] = state(plan, plan.features().get(feature), incidents);
        }
        delays = plan.sources().stream()
                .mapToLong(source -> source.source().delay().toMillis())
                .toArray();
        immediate = new boolean[plan.sources().size()];
        inputs = new int[plan.sources().size()][];
        for (int i = 0; i < inputs.length; i++) {
            SourcePlan source = plan.sources().get(i);
            immediate[i] = source.source().kind() == Source.Kind.ATTRIBUTES;
            inputs[i] =
                    source.inputs().stream().mapToInt(ViewPlan.Input::feature).toArray();
        }
        derived = new DerivedFeatures(plan);
        values = new Object[width];
        timestamps = new long[width];
        validUntil = new long[width];
        reset();
    }

    private static FeatureState state(ViewPlan plan, FeaturePlan feature, ResultIncidents incidents) {
        Source source = plan.sources().get(feature.source()).source();
        Object fill = NullFill.value(feature.feature().nullPolicy(), feature.type());
        return feature.feature().isLatestValue()
                ? new LatestState(feature, source.kind(), fill)
                : new WindowState(feature, source.delay().toMillis(), fill, incidents);
    }

    /**
     * Emits every change point before the row's arrival (its event time + delay), then takes the row in.
     *
     * @param source index into {@link ViewPlan#sources()}
     * @throws IllegalArgumentException when the row comes too late to show where it should
     */
    public void add(int source, SourceRow row, Consumer<ChangePoint> out) {
        long arrival = row.eventTime() + delays[source];
        if (arrival < emitted || arrival == emitted && immediate[source]) {
            throw new IllegalArgumentException(
                    "Invalid order of rows: arrival " + arrival + " after change points through " + emitted);
        }
        emitThrough(arrival - 1, out);
        boolean[] passes = row.passes();
        int[] features = inputs[source];
        for (int i = 0; i < features.length; i++) {
            if (passes[i]) {
                take(states[features[i]], features[i], row.values()[i], row, arrival);
            }
        }
    }

    private void take(FeatureState state, int feature, @Nullable Object value, SourceRow row, long arrival) {
        if (state.next() == arrival) {
            settle(state, feature, arrival);
            settled = arrival;
        }
        state.add(value, row.eventTime(), row.eventId(), arrival);
        validUntil[feature] = state.next();
        next = Math.min(next, state.next());
    }

    /** Emits every change point up to and at {@code instant}; all rows that arrive by then must have been added. */
    public void advanceTo(long instant, Consumer<ChangePoint> out) {
        emitThrough(instant, out);
    }

    private void emitThrough(long limit, Consumer<ChangePoint> out) {
        while (Math.min(next, settled) <= limit) {
            long instant = Math.min(next, settled);
            if (instant == ChangePoint.NONE) {
                break;
            }
            emit(instant, out);
        }
        emitted = Math.max(emitted, limit);
    }

    private void emit(long instant, Consumer<ChangePoint> out) {
        settled = ChangePoint.NONE;
        next = ChangePoint.NONE;
        for (int feature : stored) {
            FeatureState state = states[feature];
            if (state.next() == instant) {
                settle(state, feature, instant);
            }
            next = Math.min(next, state.next());
        }
        if (instant < month || instant >= nextMonth) {
            month = Months.start(instant);
            nextMonth = Months.next(instant);
            forget(timestamps, month);
        }
        derived.evaluate(values, timestamps, validUntil);
        out.accept(new ChangePoint(instant, values.clone(), timestamps.clone(), validUntil.clone()));
    }

    private void settle(FeatureState state, int feature, long instant) {
        state.settle(instant);
        values[feature] = state.value();
        timestamps[feature] = state.timestamp();
        validUntil[feature] = state.next();
    }

    private void forget(long[] shown, long since) {
        for (int feature : stored) {
            if (shown[feature] < since && states[feature].isEmpty()) {
                shown[feature] = ChangePoint.NEVER;
            }
        }
    }

    /**
     * What a reader at {@code instant} sees of what holds at the instant of the last {@link #advanceTo}, which is not after
     * it; {@code validUntil} as known from all rows so far (a row may have been added since the last change point without
     * showing yet). The timestamp is the greatest that is not forgotten, {@link ChangePoint#NEVER} when there is none.
     */
    public ChangePoint current(long instant) {
        @Nullable Object[] shownValues = values.clone();
        long[] shown = timestamps.clone();
        long[] shownUntil = validUntil.clone();
        forget(shown, Months.start(instant));
        derived.evaluate(shownValues, shown, shownUntil);
        long timestamp = ChangePoint.NEVER;
        for (long each : shown) {
            timestamp = Math.max(timestamp, each);
        }
        return new ChangePoint(timestamp, shownValues, shown, shownUntil);
    }

    /** An empty partial state for the rows that arrive before {@code end}, from where this or another state will stand. */
    public EntityPartial partial(long end) {
        @Nullable FeaturePartial[] features = new FeaturePartial[states.length];
        for (int feature : stored) {
            features[feature] = states[feature].partial(end);
        }
        return new EntityPartial(features, inputs, delays, end);
    }

    /**
     * Goes on to just before the end of a segment, as if its rows had been added in order and {@link #advanceTo} been called,
     * but emits nothing. The segment begins where this state stands, after the last {@link #advanceTo}.
     *
     * @param segment all its rows; used up
     */
    public void fold(EntityPartial segment) {
        requireSettled();
        if (segment.end() <= emitted) {
            throw new IllegalArgumentException(
                    "Invalid segment that ends before " + segment.end() + " after change points through " + emitted);
        }
        for (int feature : stored) {
            states[feature].fold(Objects.requireNonNull(segment.feature(feature), "feature is null"));
        }
        emitted = segment.end() - 1;
        show();
    }

    /**
     * Writes the state as of the last {@link #advanceTo}, to be read by {@link #read} of an evaluator of the same view. No row
     * may have been added since.
     */
    public void write(DataOutput out) throws IOException {
        requireSettled();
        out.writeLong(emitted);
        for (int feature : stored) {
            states[feature].write(out);
        }
    }

    /** Replaces the state by one that {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        emitted = in.readLong();
        for (int feature : stored) {
            states[feature].read(in);
        }
        show();
    }

    private void requireSettled() {
        if (settled != ChangePoint.NONE) {
            throw new IllegalStateException("Rows were added after the last advance to " + emitted);
        }
    }

    private void show() {
        settled = ChangePoint.NONE;
        next = ChangePoint.NONE;
        month = ChangePoint.NONE;
        for (int feature : stored) {
            values[feature] = states[feature].value();
            timestamps[feature] = states[feature].timestamp();
            validUntil[feature] = states[feature].next();
            next = Math.min(next, validUntil[feature]);
        }
    }

    /** Whether the state, at an instant after the last {@link #advanceTo}, is as good as that of an entity without rows. */
    public boolean isBlank(long instant) {
        for (int feature : stored) {
            if (!states[feature].isBlank(instant)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets everything: ready for the next entity. */
    public void reset() {
        emitted = Long.MIN_VALUE;
        for (int feature : stored) {
            states[feature].reset();
        }
        show();
    }
}
