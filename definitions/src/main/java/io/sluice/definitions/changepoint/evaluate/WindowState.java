package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.aggregation.Aggregations;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.WindowTimes;
import io.sluice.definitions.model.Feature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A windowed feature: the tiles inside its window, and in hop mode those that wait to enter. */
final class WindowState extends FeatureState {
    private final FeaturePlan plan;
    private final ResultIncidents incidents;
    private final WindowTimes times;
    private final boolean eventMode;
    private final long hop;
    private final Accumulator empty;
    private final Tiles inside;

    /** Hop mode: tiles with rows that have not entered yet, oldest first. */
    private final ArrayDeque<Tiles.Tile> waiting = new ArrayDeque<>();

    /** The hop of the last row, so that a run of rows in one hop costs one division. */
    private long tile;

    WindowState(FeaturePlan plan, long delay, @Nullable Object fill, ResultIncidents incidents) {
        super(plan.type(), fill);
        Feature feature = plan.feature();
        this.plan = plan;
        this.incidents = incidents;
        times = WindowTimes.of(Objects.requireNonNull(feature.window(), "window is null"), delay);
        eventMode = times.eventMode();
        hop = times.hop();
        empty = Aggregations.prepare(
                Objects.requireNonNull(feature.aggregation(), "aggregation is null"),
                plan.inputType(),
                feature.scale(),
                feature.maxDistinct());
        inside = Tiles.of(empty, times.isEndless());
    }

    @Override
    void add(@Nullable Object input, long eventTime, String eventId, long arrival) {
        if (eventTime < tile || eventTime - tile >= hop) {
            tile = times.tile(eventTime);
        }
        if (eventMode) {
            inside.update(tile, input, eventTime, eventId);
            schedule(arrival + 1);
        } else {
            waitingAt(tile).update(input, eventTime, eventId);
            schedule(Math.min(next(), times.tileEnters(tile)));
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
        while (!waiting.isEmpty() && times.tileEnters(waiting.getFirst().start()) <= instant) {
            inside.push(waiting.removeFirst());
        }
        while (leaves() <= instant) {
            inside.pop();
        }
        show(instant);
        scheduleNext();
    }

    private void show(long instant) {
        if (inside.isEmpty()) {
            clearAt(instant);
        } else {
            change(finish(), instant);
        }
    }

    private void scheduleNext() {
        schedule(Math.min(
                leaves(),
                waiting.isEmpty()
                        ? ChangePoint.NONE
                        : times.tileEnters(waiting.getFirst().start())));
    }

    private long leaves() {
        long oldest = inside.oldest();
        return oldest == ChangePoint.NONE ? ChangePoint.NONE : times.leaves(oldest);
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
    FeaturePartial partial(long end) {
        return new WindowPartial(times, empty, end);
    }

    @Override
    void fold(FeaturePartial partial) {
        WindowPartial rows = (WindowPartial) partial;
        inside.each(rows::enter);
        waiting.forEach(each -> rows.await(each.start(), each.part()));
        long changed = Math.max(rows.lastChange(), next() < rows.end() ? next() : ChangePoint.NEVER);
        inside.reset();
        waiting.clear();
        rows.inside().forEach(inside::push);
        if (changed != ChangePoint.NEVER) {
            show(changed);
        }
        // What enters at the very end is not in the value yet.
        rows.waiting().forEach(eventMode ? inside::push : (start, part) -> waiting.add(new Tiles.Tile(start, part)));
        scheduleNext();
        if (eventMode && !rows.waiting().isEmpty()) {
            schedule(rows.end());
        }
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        inside.write(out);
        out.writeInt(waiting.size());
        for (Tiles.Tile each : waiting) {
            each.write(out);
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        inside.reset();
        waiting.clear();
        Tiles.read(empty, in, inside::push);
        Tiles.read(empty, in, (start, part) -> waiting.add(new Tiles.Tile(start, part)));
    }

    @Override
    void reset() {
        super.reset();
        inside.reset();
        waiting.clear();
    }
}
