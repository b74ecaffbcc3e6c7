package io.sluice.definitions.slot;

import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The tiles of a window that hold rows, by number (start / hop), as runs of neighbours: a row in every hop is one run however
 * long the window, so its stored form is 3 to 12 bytes, and 2 to 4 more for every gap.
 */
final class TileSet {
    private static final int INITIAL = 4;

    /** First and last number of each run, ascending; runs do not touch. */
    private long[] bounds = new long[2 * INITIAL];

    private int runs;
    private long size;

    boolean isEmpty() {
        return runs == 0;
    }

    long size() {
        return size;
    }

    long first() {
        return bounds[0];
    }

    long last() {
        return bounds[2 * runs - 1];
    }

    boolean contains(long tile) {
        int run = runThatEndsNotBefore(tile);
        return run < runs && bounds[2 * run] <= tile;
    }

    /** The index of the first run whose last tile is not before {@code tile}; mostly the last one or none. */
    private int runThatEndsNotBefore(long tile) {
        int run = runs;
        while (run > 0 && bounds[2 * run - 1] >= tile) {
            run--;
        }
        return run;
    }

    void add(long tile) {
        int run = runThatEndsNotBefore(tile);
        if (run < runs && bounds[2 * run] <= tile) {
            return;
        }
        size++;
        boolean touchesBefore = run > 0 && bounds[2 * run - 1] == tile - 1;
        boolean touchesAfter = run < runs && bounds[2 * run] == tile + 1;
        if (touchesBefore && touchesAfter) {
            bounds[2 * run - 1] = bounds[2 * run + 1];
            remove(run);
        } else if (touchesBefore) {
            bounds[2 * run - 1] = tile;
        } else if (touchesAfter) {
            bounds[2 * run] = tile;
        } else {
            insert(run, tile);
        }
    }

    private void insert(int run, long tile) {
        if (2 * runs == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        System.arraycopy(bounds, 2 * run, bounds, 2 * run + 2, 2 * (runs - run));
        bounds[2 * run] = tile;
        bounds[2 * run + 1] = tile;
        runs++;
    }

    private void remove(int run) {
        System.arraycopy(bounds, 2 * run + 2, bounds, 2 * run, 2 * (runs - run - 1));
        runs--;
    }

    /** Removes and gives the first tile. */
    long removeFirst() {
        long first = bounds[0]++;
        size--;
        if (first == bounds[1]) {
            remove(0);
        }
        return first;
    }

    /** The least tile not before {@code tile}; {@link Long#MAX_VALUE} when there is none. */
    long notBefore(long tile) {
        int run = runThatEndsNotBefore(tile);
        return run == runs ? Long.MAX_VALUE : Math.max(bounds[2 * run], tile);
    }

    void clear() {
        runs = 0;
        size = 0;
    }

    void write(DataOutput out) throws IOException {
        Bytes.writeNumber(runs, out);
        long end = 0;
        for (int run = 0; run < runs; run++) {
            Bytes.writeNumber(bounds[2 * run] - end, out);
            Bytes.writeNumber(bounds[2 * run + 1] - bounds[2 * run], out);
            end = bounds[2 * run + 1];
        }
    }

    void read(DataInput in) throws IOException {
        runs = (int) Bytes.readNumber(in);
        size = 0;
        if (bounds.length < 2 * runs) {
            bounds = new long[2 * runs + 2];
        }
        long end = 0;
        for (int run = 0; run < runs; run++) {
            bounds[2 * run] = end + Bytes.readNumber(in);
            bounds[2 * run + 1] = bounds[2 * run] + Bytes.readNumber(in);
            end = bounds[2 * run + 1];
            size += end - bounds[2 * run] + 1;
        }
    }
}
