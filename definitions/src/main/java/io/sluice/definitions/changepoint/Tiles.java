package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.Accumulator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partial aggregates inside a window, one per tile, oldest first: rows enter in the newest, tiles leave at the other end. */
abstract class Tiles {
    /** The rows of one hop. */
    record Tile(long start, Accumulator part) {}

    /** The tiles for a window: by subtraction where that is exact, else by suffix merges; one sum if nothing leaves. */
    static Tiles of(Accumulator empty, boolean endless) {
        if (endless) {
            return new Endless(empty);
        }
        return empty instanceof Accumulator.Exact exact ? new Sliding(exact) : new Merging(empty);
    }

    /** Takes a row into the newest tile, or begins one at {@code start}, which is not before the newest. */
    abstract void update(long start, @Nullable Object input, long eventTime, String eventId);

    /** Takes a whole tile in, later than all before it. */
    abstract void push(Tile tile);

    /** Drops the oldest tile. */
    abstract void pop();

    /** The start of the oldest tile that will leave; {@link ChangePoint#NONE} when none will. */
    abstract long oldest();

    /** The aggregate over all tiles. */
    abstract Accumulator total();

    abstract void reset();

    /** A window without a lower bound. */
    private static final class Endless extends Tiles {
        private Accumulator total;

        Endless(Accumulator empty) {
            total = empty.prepare();
        }

        @Override
        void update(long start, @Nullable Object input, long eventTime, String eventId) {
            total.update(input, eventTime, eventId);
        }

        @Override
        void push(Tile tile) {
            total.merge(tile.part());
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

        final void append(Tile tile) {
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
            append(tile);
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
            append(tile);
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
