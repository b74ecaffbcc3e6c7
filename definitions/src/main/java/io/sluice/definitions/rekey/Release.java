package io.sluice.definitions.rekey;

import io.sluice.definitions.slot.Checkpoint.Seen;
import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which updates are released. A slot is made of rows of all partitions of the log, each with a gate of its own; so what was written up
 * to some place is released when every partition is judged as far as it had been taken in there. Such places are noted at checkpoints.
 * Not thread-safe.
 */
final class Release {
    /** While something is held, one place in two is forgotten whenever there are so many: then more is released at once. */
    private static final int MOST = 64;

    private final int origins;
    private final List<Place> places = new ArrayList<>();
    private long released;

    /** Updates so far, and how far each partition of the log had been taken in. */
    private record Place(long emitted, long[] ends) {
        boolean isJudged(List<Seen> seen) {
            for (int origin = 0; origin < ends.length; origin++) {
                if (seen.get(origin).judged() < ends[origin]) {
                    return false;
                }
            }
            return true;
        }
    }

    Release(int origins) {
        this.origins = origins;
    }

    /** Notes how things are at a checkpoint. */
    void note(long emitted, List<Seen> seen) {
        long noted = places.isEmpty() ? released : places.get(places.size() - 1).emitted();
        if (emitted > noted) {
            places.add(new Place(emitted, seen.stream().mapToLong(Seen::end).toArray()));
        }
        int judged = 0;
        while (judged < places.size() && places.get(judged).isJudged(seen)) {
            released = places.get(judged++).emitted();
        }
        places.subList(0, judged).clear();
        if (places.size() > MOST) {
            thin();
        }
    }

    /** The newest place stays: otherwise what is released would not reach the end. */
    private void thin() {
        List<Place> left = new ArrayList<>();
        for (int i = places.size() - 1; i >= 0; i -= 2) {
            left.add(0, places.get(i));
        }
        places.clear();
        places.addAll(left);
    }

    /** What was written so far was seen by nobody. */
    void forget() {
        places.clear();
        released = 0;
    }

    /** Updates that are released. */
    long released() {
        return released;
    }

    void write(DataOutput out) throws IOException {
        Bytes.writeNumber(released, out);
        Bytes.writeNumber(places.size(), out);
        for (Place place : places) {
            Bytes.writeNumber(place.emitted(), out);
            for (long end : place.ends()) {
                Bytes.writeNumber(end, out);
            }
        }
    }

    void read(DataInput in) throws IOException {
        released = Bytes.readNumber(in);
        places.clear();
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            long emitted = Bytes.readNumber(in);
            long[] ends = new long[origins];
            for (int origin = 0; origin < origins; origin++) {
                ends[origin] = Bytes.readNumber(in);
            }
            places.add(new Place(emitted, ends));
        }
    }
}
