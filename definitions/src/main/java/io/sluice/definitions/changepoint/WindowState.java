package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A windowed feature. With {@code tile = floor(event time, H)}, a row leaves at {@code tile + H + W + delay} in both
 * modes; it enters at {@code event time + 1 ms + delay} in event mode, at {@code tile + H + delay} in hop mode.
 */
final class WindowState extends FeatureState {
    private final FeaturePlan plan;
    private final ResultIncidents incidents;
    private final boolean eventMode;
    private final long hop;
    private final long enterAfter;
    private final long leaveAfter;
    private final Accumulator empty;
    private final Tiles inside;

    /** Hop mode: tiles with rows that have not entered yet, oldest first. */
    private final ArrayDeque<Tiles.Tile> waiting = new ArrayDeque<>();

    /** The hop of the last row, so that a run of rows in one hop costs one division. */
    private long tile;

    WindowState(FeaturePlan plan, long delay, @Nullable Object fill, ResultIncidents incidents) {
        super(fill);
        Feature feature = plan.feature();
        Feature.Window window = Objects.requireNonNull(feature.window(), "window is null");
        this.plan = plan;
        this.incidents = incidents;
        eventMode = window.update() == Feature.Update.EVENT;
        hop = window.hop().toMillis();
        enterAfter = hop + delay;
        leaveAfter = window.length() == null
                ? ChangePoint.NONE
                : hop + window.length().toMillis() + delay;
        empty = Aggregations.prepare(
                Objects.requireNonNull(feature.aggregation(), "aggregation is null"),
                plan.inputType(),
                feature.scale(),
                feature.maxDistinct());
        inside = Tiles.of(empty, window.length() == null);
    }

    @Override
    void add(@Nullable Object input, long eventTime, String eventId, long arrival) {
        if (eventTime < tile || eventTime - tile >= hop) {
            tile = eventTime - Math.floorMod(eventTime, hop);
        }
        if (eventMode) {
            inside.update(tile, input, eventTime, eventId);
            schedule(arrival + 1);
        } else {
            waitingAt(tile).update(input, eventTime, eventId);
            schedule(Math.min(next(), tile + enterAfter));
        }
    }

    private Accumulator waitingAt(long start) {
        Tiles.Tile last = waiting.peekLast();
        if (last == null || last.start() != start) {
            last = new Tiles.Tile(start, empty.prepare());
            waiting.addLast(last);
        }
        return last.part();
    }

    @Override
    void settle(long instant) {
        while (!waiting.isEmpty() && waiting.getFirst().start() + enterAfter <= instant) {
            inside.push(waiting.removeFirst());
        }
        while (leaves() <= instant) {
            inside.pop();
        }
        change(finish(), instant);
        schedule(Math.min(
                leaves(),
                waiting.isEmpty() ? ChangePoint.NONE : waiting.getFirst().start() + enterAfter));
    }

    private long leaves() {
        long oldest = inside.oldest();
        return oldest == ChangePoint.NONE ? ChangePoint.NONE : oldest + leaveAfter;
    }

    private @Nullable Object finish() {
        Accumulator total = inside.total();
        if (Aggregations.isBeyondDistinct(total)) {
            incidents.tooManyDistinct(plan);
        }
        try {
            return total.finish();
        } catch (ResultOverflowException e) {
            return incidents.overflow(plan, e);
        }
    }

    @Override
    void reset() {
        super.reset();
        inside.reset();
        waiting.clear();
    }
}
