package io.sluice.definitions.streamgate;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the rows of each stretch of one length, as a function of the records in order. The first stretch is the one after that in
 * which the log begins; one is over when the watermark has passed its end by the allowed lateness, so its number is that of the
 * rows which a batch finds. Not thread-safe.
 */
final class StretchCounts {
    /** A leap of time over more stretches than these is no silence but a wrong clock at the beginning: counting begins anew. */
    static final int LEAP = 2_000;

    /** In place of a number: rows were taken out, what is left says nothing. */
    private static final long TAKEN_OUT = -1;

    private final long length;
    private final TreeMap<Long, Long> open = new TreeMap<>();
    private final List<Long> before = new ArrayList<>();
    private long next = Stamp.NOTHING;

    StretchCounts(long length) {
        this.length = length;
    }

    /** Counts a record; the answer is whether a stretch has another number now. */
    boolean count(Verdict verdict, long eventTime) {
        if (eventTime == Stamp.NOTHING) {
            return false;
        }
        long start = Math.floorDiv(eventTime, length) * length;
        if (next == Stamp.NOTHING && (verdict == Verdict.ACCEPTED || verdict == Verdict.TICK)) {
            next = start + length;
        }
        if (next == Stamp.NOTHING || start < next) {
            return false;
        }
        if (verdict == Verdict.REJECTED) {
            open.put(start, TAKEN_OUT);
        } else if (verdict == Verdict.ACCEPTED) {
            open.merge(start, 1L, (sum, one) -> sum == TAKEN_OUT ? TAKEN_OUT : sum + one);
        }
        return verdict == Verdict.REJECTED || verdict == Verdict.ACCEPTED;
    }

    /** Where the next stretch to be judged begins; {@link Stamp#NOTHING} before time does. */
    long next() {
        return next;
    }

    /** Ends the stretches before an instant; those that are to be judged, in their order. */
    List<Stretch> end(long settled) {
        List<Stretch> over = new ArrayList<>();
        if (next == Stamp.NOTHING || settled == Stamp.NOTHING) {
            return over;
        }
        if (settled - next > LEAP * length) {
            next = Math.floorDiv(settled, length) * length;
            open.headMap(next).clear();
        }
        for (; next <= settled - length; next += length) {
            Long counted = open.remove(next);
            long rows = counted == null ? 0 : counted;
            if (rows != TAKEN_OUT) {
                over.add(new Stretch(length, next, rows, before));
                before.add(rows);
                if (before.size() > Stretch.KEPT) {
                    before.remove(0);
                }
            }
        }
        return over;
    }

    long length() {
        return length;
    }

    /** Writes what changes with every record, for {@link #readOpen}. */
    void writeOpen(DataOutput out) throws IOException {
        Bytes.writeNumber(open.size(), out);
        for (Map.Entry<Long, Long> each : open.entrySet()) {
            Bytes.writeNumber(each.getKey(), out);
            Bytes.writeNumber(each.getValue(), out);
        }
    }

    void readOpen(DataInputStream in) throws IOException {
        open.clear();
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            open.put(Bytes.readNumber(in), Bytes.readNumber(in));
        }
    }

    /** Writes what changes when a stretch ends, for {@link #read}. */
    void write(DataOutput out) throws IOException {
        out.writeLong(next);
        writeNumbers(before, out);
    }

    void read(DataInputStream in) throws IOException {
        next = in.readLong();
        before.clear();
        before.addAll(readNumbers(in));
    }

    static void writeNumbers(List<Long> numbers, DataOutput out) throws IOException {
        Bytes.writeNumber(numbers.size(), out);
        for (long number : numbers) {
            Bytes.writeNumber(number, out);
        }
    }

    static List<Long> readNumbers(DataInputStream in) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            numbers.add(Bytes.readNumber(in));
        }
        return numbers;
    }
}
