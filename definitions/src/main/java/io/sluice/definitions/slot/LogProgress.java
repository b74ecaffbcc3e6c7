package io.sluice.definitions.slot;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.LogTime;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.GateKeeper;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.definitions.streamgate.StretchBook;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition of a log was read: its time, its records by verdict, and what its gate says. What changes seldom is kept in
 * the store by itself; the rest is written by whoever writes with every record, see {@link #writePlace} and {@link #writeCounts}.
 * Not thread-safe.
 */
public final class LogProgress {
    private static final byte FORMAT = 2;
    private static final byte[] GATE = {'G'};

    private final ByteStore store;
    private final LogTime time;
    private final GateKeeper gate;
    private final StretchBook stretches;
    private final long[] counts = new long[Verdict.values().length];
    private long end;

    public LogProgress(SlotMachine.Incarnation incarnation, ByteStore store, IntervalGate checks) {
        this.store = store;
        time = new LogTime(incarnation.sourcePartitions());
        gate = new GateKeeper(checks, incarnation.epoch(), incarnation.partition());
        stretches = new StretchBook(checks, store);
        byte[] judged = store.get(GATE);
        if (judged != null) {
            Bytes.read("progress of a gate", FORMAT, judged, in -> {
                gate.read(in);
                return gate;
            });
        }
    }

    /**
     * Takes the next record in.
     *
     * @param offset of the record, not before {@link #end}
     * @param columns of the source, of a record that counts; null where a gate counts nothing of it
     */
    public void observe(long offset, LogRecord record, @Nullable Object @Nullable [] columns) {
        if (offset < end) {
            throw new IllegalArgumentException("Invalid offset " + offset + ": the log was read to " + end);
        }
        time.observe(record.verdict(), record.stamped());
        counts[record.verdict().ordinal()]++;
        end = offset + 1;
        Stamped stamped = record.stamped();
        gate.count(record.verdict(), lag(record), columns);
        stretches.count(record.verdict(), stamped.eventTime(), time.watermark());
        if (record.verdict() == Verdict.DECISION && gate.decide(GateDecision.decode(stamped.row()))) {
            saveGate();
        }
    }

    /** How late a record was with its source, by the stamps alone: whenever it is read again, it is the same. */
    private static long lag(LogRecord record) {
        Stamped stamped = record.stamped();
        return record.verdict() == Verdict.ACCEPTED
                ? stamped.stamp().appendTime() - stamped.eventTime()
                : IntervalGate.NO_LAG;
    }

    /**
     * Ends an interval here and judges it.
     *
     * @param written what is to be released, counted from the beginning of the incarnation
     * @return whether there was anything to judge
     */
    public boolean close(long written) {
        boolean judged = gate.close(end, written, stretches.failed());
        if (judged) {
            stretches.forgetFailed();
            saveGate();
        }
        return judged;
    }

    /** What comes from an offset on has been judged by nobody; what came before it was, in another incarnation. */
    public void judgeFrom(long offset) {
        gate.judgeFrom(offset);
        stretches.forgetFailed();
    }

    /** The offset after the last record; 0 before the first. */
    public long end() {
        return end;
    }

    /** The greatest accepted event or tick time; {@link io.sluice.definitions.accept.Stamp#NOTHING}. */
    public long clock() {
        return time.clock();
    }

    /** What every source partition has reached; {@link io.sluice.definitions.accept.Stamp#NOTHING}. */
    public long watermark() {
        return time.watermark();
    }

    /** As much of what was given to {@link #close} as is released. */
    public long released() {
        return gate.released();
    }

    /** Whether anything is checked at all. */
    public boolean checks() {
        return gate.checks();
    }

    /** The interval that is held. */
    public Optional<Hold> hold() {
        return gate.hold();
    }

    /** How many records got each verdict; verdicts without records are absent. */
    public Map<Verdict, Long> records() {
        Map<Verdict, Long> records = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            if (counts[verdict.ordinal()] > 0) {
                records.put(verdict, counts[verdict.ordinal()]);
            }
        }
        return records;
    }

    /** Writes time and end, for {@link #readPlace}. */
    public void writePlace(DataOutput out) throws IOException {
        time.write(out);
        Bytes.writeNumber(end, out);
    }

    /** Takes what {@link #writePlace} wrote. */
    public void readPlace(DataInputStream in) throws IOException {
        time.read(in);
        end = Bytes.readNumber(in);
    }

    /** Writes what was counted, for {@link #readCounts}. */
    public void writeCounts(DataOutput out) throws IOException {
        for (long count : counts) {
            Bytes.writeNumber(count, out);
        }
        gate.writeCounts(out);
    }

    /** Takes what {@link #writeCounts} wrote. */
    public void readCounts(DataInputStream in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Bytes.readNumber(in);
        }
        gate.readCounts(in);
    }

    /** Keeps what the gate says: it changes with {@link #close}, decisions and {@link #judgeFrom}. */
    public void saveGate() {
        store.put(GATE, Bytes.of(out -> {
            out.writeByte(FORMAT);
            gate.write(out);
        }));
    }
}
