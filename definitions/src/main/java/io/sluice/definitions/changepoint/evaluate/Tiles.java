package io.sluice.definitions.changepoint.evaluate;

import io.sluice.definitions.aggregation.Accumulator;
import io.sluice.definitions.changepoint.ChangePoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The partial aggregates inside a window, one per tile, oldest first: rows enter in the newest, tiles leave at the other end. */
abstract class Tiles {
    /** The rows of one hop. */
    record Tile(long start, Accumulator part) {
        void write(DataOutput out) throws IOException {
            out.writeLong(start);
            part.write(out);
        }
    }

    /** The tiles for a window: by subtraction where that is exact, else by suffix merges; one sum if nothing leaves. */
    static Tiles of(Accumulator empty, boolean endless) {
        if (endless) {
            return new Endless(empty);
        }
        return empty instanceof Accumulator.Exact exact ? new Sliding(exact) : new Merging(empty);
    }

    /** Takes a row into the newest tile, or begins one at {@code start}, which is not before the newest. */
    abstract void update(long start, @Nullable Object input, long eventTime, String eventId);

    /** Takes a whole tile in, not before the newest. */
    abstract void push(Tile tile);

    final void push(long start, Accumulator part) {
        push(new Tile(start, part));
    }

    /** Drops the oldest tile. */
    abstract void pop();

    /** The start of the oldest tile that will leave; {@link ChangePoint#NONE} when none will. */
    abstract long oldest();

    /** The aggregate over all tiles. */
    abstract Accumulator total();

    /** Gives every tile, oldest first; they are not to be used here any more but for {@link #reset}. */
    abstract void each(BiConsumer<Long, Accumulator> consumer);

    /** How many tiles {@link #each} gives. */
    abstract int size();

    final boolean isEmpty() {
        return size() == 0;
    }

    abstract void reset();

    final void write(DataOutput out) throws IOException {
        SortedMap<Long, Accumulator> tiles = new TreeMap<>();
        each(tiles::put);
        write(tiles, out);
    }

    static void write(SortedMap<Long, Accumulator> tiles, DataOutput out) throws IOException {
        out.writeInt(tiles.size());
        for (Map.Entry<Long, Accumulator> tile : tiles.entrySet()) {
            new Tile(tile.getKey(), tile.getValue()).write(out);
        }
    }

    /** Gives the tiles that were written, oldest first. */
    static void read(Accumulator empty, DataInput in, BiConsumer<Long, Accumulator> consumer) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            consumer.accept(in.readLong(), empty.read(in));
        }
    }

    /** A window without a lower bound. */
    private static final class Endless extends Tiles {
        private Accumulator total;
        private boolean any;

        Endless(Accumulator empty) {
            total = empty.prepare();
        }

        @Override
        void update(long start, @Nullable Object input, long eventTime, String eventId) {
            any = true;
            total.update(input, eventTime, eventId);
        }

        @Override
        void push(Tile tile) {
            any = true;
            total.merge(tile.part());
        }

        @Override
        void each(BiConsumer<Long, Accumulator> consumer) {
            if (any) {
                consumer.accept(0L, total);
            }
        }

        @Override
        int size() {
            return any ? 1 : 0;
        }

        @Override
        void pop() {
            throw new IllegalStateException("Nothing leaves a window without a lower bound");
        }

        @Override
        long oldest() {
            return ChangePoint.NONE;
        }

        @Override
        Accumulator total() {
            return total;
        }

        @Override
        void reset() {
            any = false;
            total = total.prepare();
        }
    }

    /** Tiles in order, with the newest at hand. */
    private abstract static class Queue extends Tiles {
        final ArrayDeque<Tile> tiles = new ArrayDeque<>();
        final Accumulator empty;
        private @Nullable Tile newest;
        private long oldest = ChangePoint.NONE;

        Queue(Accumulator empty) {
            this.empty = empty;
        }

        final Accumulator newest(long start) {
            Tile tile = newest;
            if (tile == null || tile.start() != start) {
                tile = new Tile(start, empty.prepare());
                append(tile);
            }
            return tile.part();
        }

        /** Appends a tile, or merges it into the newest. */
        final void appendOrMerge(Tile tile) {
            if (newest != null && newest.start() == tile.start()) {
                newest.part().merge(tile.part());
            } else {
                append(tile);
            }
        }

        private void append(Tile tile) {
            tiles.addLast(tile);
            newest = tile;
            if (tiles.size() == 1) {
                oldest = tile.start();
            }
        }

        final Tile removeOldest() {
            Tile removed = tiles.removeFirst();
            newest = tiles.peekLast();
            oldest = newest == null ? ChangePoint.NONE : tiles.getFirst().start();
            return removed;
        }

        @Override
        final long oldest() {
            return oldest;
        }

        @Override
        final void each(BiConsumer<Long, Accumulator> consumer) {
            tiles.forEach(tile -> consumer.accept(tile.start(), tile.part()));
        }

        @Override
        final int size() {
            return tiles.size();
        }

        @Override
        void reset() {
            tiles.clear();
            newest = null;
            oldest = ChangePoint.NONE;
        }
    }

    /** A running total, from which a tile that leaves is subtracted. */
    private static final class Sliding extends Queue {
        private Accumulator.Exact total;

        Sliding(Accumulator.Exact empty) {
            super(empty);
            total = (Accumulator.Exact) empty.prepare();
        }

        @Override
        void update(long start, @Nullable Object input, long eventTime, String eventId) {
            newest(start).update(input, eventTime, eventId);
            total.update(input, eventTime, eventId);
        }

        @Override
        void push(Tile tile) {
            appendOrMerge(tile);
            total.merge(tile.part());
        }

        @Override
        void pop() {
            total.subtract(removeOldest().part());
        }

        @Override
        Accumulator total() {
            return total;
        }

        @Override
        void reset() {
            super.reset();
            total = (Accumulator.Exact) empty.prepare();
        }
    }

    /**
     * Two stacks: {@code suffixes} holds, for the oldest tiles, the merge of each with all later ones of that stack;
     * {@code recent} is the merge of the tiles after them. A tile is merged once when it comes and once when the stack is
     * built anew, so a slide costs one merge on average however long the window is.
     */
    private static final class Merging extends Queue {
        /** The suffix of the oldest tile last. */
        private final List<Accumulator> suffixes = new ArrayList<>();

        private Accumulator recent;

        Merging(Accumulator empty) {
            super(empty);
            recent = empty.prepare();
        }

        @Override
        void update(long start, @Nullable Object input, long eventTime, String eventId) {
            newest(start).update(input, eventTime, eventId);
            recent.update(input, eventTime, eventId);
        }

        @Override
        void push(Tile tile) {
            appendOrMerge(tile);
            recent.merge(tile.part());
        }

        @Override
        void pop() {
            removeOldest();
            if (suffixes.isEmpty()) {
                rebuild();
            } else {
                suffixes.remove(suffixes.size() - 1);
            }
        }

        /** All tiles but the newest, which may still grow, become suffixes. */
        private void rebuild() {
            recent = empty.prepare();
            Iterator<Tile> newestFirst = tiles.descendingIterator();
            if (newestFirst.hasNext()) {
                recent.merge(newestFirst.next().part());
            }
            while (newestFirst.hasNext()) {
                Accumulator suffix = newestFirst.next().part().copy();
                if (!suffixes.isEmpty()) {
                    suffix.merge(suffixes.get(suffixes.size() - 1));
                }
                suffixes.add(suffix);
            }
        }

        @Override
        Accumulator total() {
            if (suffixes.isEmpty()) {
                return recent;
            }
            Accumulator total = suffixes.get(suffixes.size() - 1).copy();
            total.merge(recent);
            return total;
        }

        @Override
        void reset() {
            super.reset();
            suffixes.clear();
            recent = empty.prepare();
        }
    }
}
