package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.WindowTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Of a window: tiles of the rows that are inside at the end of the segment, tiles of the rows that enter at its end or later,
 * and the last change that its rows cause before. Rows that have left by then are counted in nothing but that change.
 */
final class WindowPartial implements FeaturePartial {
    private final WindowTimes times;
    private final Accumulator empty;
    private final long end;
    private final SortedMap<Long, Accumulator> inside = new TreeMap<>();
    private final SortedMap<Long, Accumulator> waiting = new TreeMap<>();
    private long lastChange = ChangePoint.NEVER;

    WindowPartial(WindowTimes times, Accumulator empty, long end) {
        this.times = times;
        this.empty = empty;
        this.end = end;
    }

    @Override
    public void add(@Nullable Object input, long eventTime, String eventId, long arrival) {
        long tile = times.tile(eventTime);
        long enters = times.enters(eventTime);
        if (enters >= end) {
            at(waiting, tile).update(input, eventTime, eventId);
            return;
        }
        lastChange = Math.max(lastChange, enters);
        if (times.leaves(tile) < end) {
            lastChange = Math.max(lastChange, times.leaves(tile));
        } else {
            at(inside, times.isEndless() ? 0 : tile).update(input, eventTime, eventId);
        }
    }

    private Accumulator at(SortedMap<Long, Accumulator> tiles, long start) {
        Accumulator part = tiles.get(start);
        if (part == null) {
            part = empty.prepare();
            tiles.put(start, part);
        }
        return part;
    }

    /** Takes a tile in that entered earlier. */
    void enter(long start, Accumulator part) {
        if (times.leaves(start) < end) {
            lastChange = Math.max(lastChange, times.leaves(start));
        } else {
            merge(inside, times.isEndless() ? 0 : start, part);
        }
    }

    /** Takes a tile in that waited before the segment, in hop mode. */
    void await(long start, Accumulator part) {
        long enters = times.tileEnters(start);
        if (enters >= end) {
            merge(waiting, start, part);
        } else {
            lastChange = Math.max(lastChange, enters);
            enter(start, part);
        }
    }

    private static void merge(SortedMap<Long, Accumulator> tiles, long start, Accumulator part) {
        Accumulator known = tiles.putIfAbsent(start, part);
        if (known != null) {
            known.merge(part);
        }
    }

    @Override
    public void merge(FeaturePartial other) {
        WindowPartial that = (WindowPartial) other;
        lastChange = Math.max(lastChange, that.lastChange);
        that.inside.forEach((start, part) -> merge(inside, start, part));
        that.waiting.forEach((start, part) -> merge(waiting, start, part));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(lastChange);
        Tiles.write(inside, out);
        Tiles.write(waiting, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        lastChange = Math.max(lastChange, in.readLong());
        Tiles.read(empty, in, (start, part) -> merge(inside, start, part));
        Tiles.read(empty, in, (start, part) -> merge(waiting, start, part));
    }

    @Override
    public int size() {
        return inside.size() + waiting.size();
    }

    long end() {
        return end;
    }

    long lastChange() {
        return lastChange;
    }

    SortedMap<Long, Accumulator> inside() {
        return inside;
    }

    SortedMap<Long, Accumulator> waiting() {
        return waiting;
    }
}
