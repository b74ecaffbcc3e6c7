package io.sluice.definitions.streamgate;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Releases a partition of the log interval by interval, each from the end of the one before to a checkpoint, and holds from the
 * first that fails until a decision about it comes by in the log. What comes after a hold is one interval, however long, judged when
 * the hold is over: people decide once about a bad hour, not once for each of its checkpoints. Not thread-safe.
 *
 * <p>An interval between two checkpoints may be a few milliseconds and a handful of rows, about which shares say nothing. So it is
 * judged by itself and together with records before it, {@link #WINDOW} of them or up to three times as many, and fails what both
 * fail. Where there are fewer in all, those that are missing count as good: what half of so many would fail is held from the first
 * record on, a rule without tolerance at its first failing row.
 */
public final class GateKeeper {
    /** Records by which an interval is judged at least. */
    public static final int WINDOW = 100;

    /** In place of expectations that fail: nobody can say, because the gate was another one when the records came. */
    public static final String COUNTED_OTHERWISE = "counted_by_another_gate";

    private final IntervalGate gate;
    private final long epoch;
    private final int partition;
    private final List<String> names;
    private GateCounts before = GateCounts.NONE;
    private GateCounts released = GateCounts.NONE;
    private long[] counts;
    private long records;
    private long invalid;
    private long rows;
    private long begin;
    private long emitted;
    private @Nullable Hold hold;
    private boolean isSame = true;
    private boolean uncounted;

    public GateKeeper(IntervalGate gate, long epoch, int partition) {
        this.gate = gate;
        this.epoch = epoch;
        this.partition = partition;
        this.names = gate.counters();
        this.counts = new long[names.size()];
    }

    /**
     * Counts the next record of the log.
     *
     * @param lag milliseconds from its event time to its append time; {@link IntervalGate#NO_LAG}
     * @param row the values of the source's columns, of a record that counts; null where nothing is counted of them
     */
    public void count(Verdict verdict, long lag, @Nullable Object @Nullable [] row) {
        if (verdict != Verdict.TICK && verdict != Verdict.DECISION && verdict != Verdict.REJECTED) {
            records++;
            invalid += verdict == Verdict.INVALID ? 1 : 0;
        }
        if (verdict.counts()) {
            rows++;
            if (row != null) {
                gate.count(row, lag, counts);
            }
        }
    }

    /**
     * Takes a decision from the log; one about anything but the interval that is held changes nothing.
     *
     * @return whether it did
     */
    public boolean decide(GateDecision decision) {
        Hold held = hold;
        boolean about = held != null
                && decision.epoch() == epoch
                && decision.partition() == partition
                && decision.from() <= held.from()
                && decision.to() >= held.to();
        if (held == null || !about) {
            return false;
        }
        if (decision.outcome() == GateDecision.Outcome.REJECT) {
            hold = held.rejected();
        } else if (held.state() == Hold.State.OPEN) {
            emitted = held.emitted();
            begin = held.to();
            hold = null;
            // what was let through by a person is no measure for what comes after it
            before = GateCounts.NONE;
            released = GateCounts.NONE;
        }
        return true;
    }

    /** Forgets what was counted and held: an interval begins at this offset, and nothing is released yet. */
    public void judgeFrom(long offset) {
        before = GateCounts.NONE;
        released = GateCounts.NONE;
        counts = new long[names.size()];
        records = 0;
        invalid = 0;
        rows = 0;
        begin = offset;
        emitted = 0;
        hold = null;
        uncounted = false;
    }

    /**
     * Ends an interval at a checkpoint and judges it.
     *
     * @param end the offset after the last record of the log
     * @param written updates so far
     * @param overdue stretches that ended with this interval or one before, and fail
     * @return whether there was anything to judge
     */
    public boolean close(long end, long written, List<Stretch.Failed> overdue) {
        if (hold != null || end <= begin && written == emitted) {
            return false;
        }
        GateCounts interval = counted();
        GateCounts judged = uncounted ? interval : before.plus(released).plus(interval);
        Set<String> failed = new LinkedHashSet<>(uncounted ? List.of(COUNTED_OTHERWISE) : failed(interval, judged));
        overdue.forEach(each -> failed.add(each.rule()));
        uncounted = false;
        records = 0;
        invalid = 0;
        rows = 0;
        counts = new long[names.size()];
        if (!failed.isEmpty()) {
            hold = new Hold(begin, end, written, List.copyOf(failed), with(overdue, judged), Hold.State.OPEN);
            return true;
        }
        begin = end;
        emitted = written;
        released = released.plus(interval);
        if (released.rows() + released.invalid() >= WINDOW) {
            before = released;
            released = GateCounts.NONE;
        }
        return true;
    }

    /** What the interval fails by itself and with what came before it: earlier rows alone hold nothing up. */
    private List<String> failed(GateCounts interval, GateCounts judged) {
        List<String> failed = gate.failed(judged, WINDOW);
        return failed.isEmpty()
                ? failed
                : failed.stream().filter(gate.failed(interval, 0)::contains).toList();
    }

    private static GateCounts with(List<Stretch.Failed> overdue, GateCounts judged) {
        Map<String, Long> named = new LinkedHashMap<>(judged.counted());
        overdue.forEach(each -> named.putAll(each.stretch().counts().counted()));
        return new GateCounts(judged.records(), judged.invalid(), judged.rows(), named);
    }

    private GateCounts counted() {
        Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < counts.length && !uncounted; i++) {
            named.put(names.get(i), counts[i]);
        }
        return new GateCounts(records, invalid, rows, named);
    }

    /** Whether anything is checked at all. */
    public boolean checks() {
        return gate != IntervalGate.NONE;
    }

    /** Updates that are released: all up to the last interval that passed or was let through. */
    public long released() {
        return emitted;
    }

    /** The interval that is held. */
    public Optional<Hold> hold() {
        return Optional.ofNullable(hold);
    }

    /** Writes what is counted of the interval that is open: few bytes, written with every record. */
    public void writeCounts(DataOutput out) throws IOException {
        Bytes.writeNumber(records, out);
        Bytes.writeNumber(invalid, out);
        Bytes.writeNumber(rows, out);
        // whoever goes on from here is to know that nothing can be said of these records either
        Bytes.writeNumber(uncounted ? 0 : counts.length, out);
        for (int i = 0; i < counts.length && !uncounted; i++) {
            Bytes.writeNumber(counts[i], out);
        }
    }

    /**
     * Takes what {@link #writeCounts} wrote; after {@link #read}. Counts of another version of the gate are left behind: with them
     * goes the judgement of many records, which then wait for a person, and the few of an interval as it is otherwise.
     */
    public void readCounts(DataInputStream in) throws IOException {
        records = Bytes.readNumber(in);
        invalid = Bytes.readNumber(in);
        rows = Bytes.readNumber(in);
        long[] read = new long[(int) Bytes.readNumber(in)];
        for (int i = 0; i < read.length; i++) {
            read[i] = Bytes.readNumber(in);
        }
        if (isSame && read.length == counts.length) {
            counts = read;
        } else if (counts.length > 0) {
            // shares of conditions that were not counted from the beginning would be wrong
            uncounted = records >= WINDOW;
            records = uncounted ? records : 0;
            invalid = uncounted ? invalid : 0;
            rows = uncounted ? rows : 0;
        }
    }

    /** Writes everything else, for {@link #read}; it changes with {@link #close} and {@link #decide} alone. */
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(names.size(), out);
        for (String name : names) {
            Bytes.writeText(name, out);
        }
        before.write(out);
        released.write(out);
        Bytes.writeNumber(begin, out);
        Bytes.writeNumber(emitted, out);
        out.writeBoolean(hold != null);
        if (hold != null) {
            hold.write(out);
        }
    }

    /** Replaces the state by one that {@link #write} wrote; what another version of the gate counted is left behind. */
    public void read(DataInputStream in) throws IOException {
        List<String> counted = new ArrayList<>();
        long size = Bytes.readNumber(in);
        for (long i = 0; i < size; i++) {
            counted.add(Bytes.readText(in));
        }
        isSame = counted.equals(names);
        before = GateCounts.read(in);
        released = GateCounts.read(in);
        begin = Bytes.readNumber(in);
        emitted = Bytes.readNumber(in);
        hold = in.readBoolean() ? Hold.read(in) : null;
        if (!isSame) {
            before = GateCounts.NONE;
            released = GateCounts.NONE;
        }
    }
}
