package io.sluice.definitions.slot;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.LogTime;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.GateKeeper;
import io.sluice.definitions.streamgate.IntervalGate;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The slots of all entities of one partition of a log, as a function of its records in order.
 *
 * <p>After every record, each entity's slot is the batch value at {@code t = clock + 1 ms} over the rows that count so far
 * (contract §8, E1). As the clock advances, what expires is brought up to date with the record that advanced it, as far as one
 * portion goes; of many entities that expire at once the rest follows with {@link #catchUp}, and no checkpoint covers the record before.
 * All that is known is in the store; a machine built anew over the same store goes on where the last one stopped. Not
 * thread-safe.
 */
public final class SlotMachine {
    private static final byte FORMAT = 2;
    private static final byte[] PROGRESS = {'S'};
    private static final byte[] GATE = {'G'};

    /** What is brought up to the clock at once: about a third of a second. */
    private static final int PORTION = 20_000;

    /** What is held in memory of that. */
    private static final int CHUNK = 1_000;

    private final Incarnation incarnation;
    private final SlotPlan plan;
    private final ByteStore store;
    private final SlotCodec codec;
    private final SlotState state;
    private final Expiries expiries;
    private final Pending pending;
    private final LogTime time;
    private final GateKeeper gate;
    private final Counted incidents = new Counted();
    private final long[] counts = new long[Verdict.values().length];
    private final long blank;
    private final int portion;
    private long end;
    private long emitted;
    private boolean behind;

    /**
     * One life of an app in one partition of the log.
     *
     * @param sourcePartitions that feed the log
     */
    public record Incarnation(long epoch, int partition, int sourcePartitions) {}

    /** What a stream does where a batch fails: it gives NULL and counts that. */
    private static final class Counted implements ResultIncidents {
        private long overflows;
        private long tooManyDistinct;

        Counted copy() {
            Counted copy = new Counted();
            copy.set(this);
            return copy;
        }

        void set(Counted other) {
            overflows = other.overflows;
            tooManyDistinct = other.tooManyDistinct;
        }

        @Override
        public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
            overflows++;
            return null;
        }

        @Override
        public void tooManyDistinct(FeaturePlan feature) {
            tooManyDistinct++;
        }
    }

    /** A machine whose updates are all released. */
    public SlotMachine(Incarnation incarnation, SlotPlan plan, ByteStore store) {
        this(incarnation, plan, store, IntervalGate.NONE);
    }

    public SlotMachine(Incarnation incarnation, SlotPlan plan, ByteStore store, IntervalGate checks) {
        this(incarnation, plan, store, checks, PORTION);
    }

    /**
     * The same with portions of another size.
     *
     * @param portion how many changes are brought up to the clock at once
     */
    public SlotMachine(Incarnation incarnation, SlotPlan plan, ByteStore store, IntervalGate checks, int portion) {
        this.portion = portion;
        this.incarnation = incarnation;
        this.plan = plan;
        this.store = store;
        codec = plan.codec();
        state = new SlotState(plan, store, incidents);
        expiries = new Expiries(store);
        pending = new Pending(plan, store);
        time = new LogTime(incarnation.sourcePartitions());
        gate = new GateKeeper(checks, incarnation.epoch(), incarnation.partition());
        blank = fingerprint(codec.encode(slot("")));
        byte[] judged = store.get(GATE);
        if (judged != null) {
            Bytes.read("progress of a gate", FORMAT, judged, in -> {
                gate.read(in);
                return gate;
            });
        }
        byte[] progress = store.get(PROGRESS);
        if (progress != null) {
            Bytes.read("progress of a slot", FORMAT, progress, this::restore);
        }
    }

    private SlotMachine restore(DataInputStream in) throws IOException {
        time.read(in);
        end = Bytes.readNumber(in);
        emitted = Bytes.readNumber(in);
        incidents.overflows = Bytes.readNumber(in);
        incidents.tooManyDistinct = Bytes.readNumber(in);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Bytes.readNumber(in);
        }
        gate.readCounts(in);
        return this;
    }

    /**
     * Takes the next record of the log in.
     *
     * @param offset of the record, above all before it
     * @param row what the view sees of a record that counts; null for any other, and where its key names no entity
     * @param out gets each slot that is another one now
     */
    public void apply(long offset, LogRecord record, @Nullable EntityRow row, Consumer<Update> out) {
        apply(offset, record, row, null, out);
    }

    /**
     * The same where a gate counts.
     *
     * @param columns of the source, of a record that counts; null for any other
     */
    public void apply(
            long offset,
            LogRecord record,
            @Nullable EntityRow row,
            @Nullable Object @Nullable [] columns,
            Consumer<Update> out) {
        if (offset < end) {
            throw new IllegalArgumentException("Invalid offset " + offset + ": the log was read to " + end);
        }
        time.observe(record.verdict(), record.stamped());
        counts[record.verdict().ordinal()]++;
        end = offset + 1;
        gate.count(record.verdict(), columns);
        if (record.verdict() == Verdict.DECISION
                && gate.decide(GateDecision.decode(record.stamped().row()))) {
            saveGate();
        }
        EntityRow taken = record.verdict().counts() && row != null && passes(row) ? row : null;
        if (taken != null && taken.row().eventTime() > time.clock()) {
            pending.put(taken);
            taken = null;
        }
        if (time.clock() != Stamp.NOTHING) {
            advance(offset, taken, out);
        }
        saveProgress();
    }

    /**
     * Brings what the clock has reached up to it, at most a portion: rows that waited for it, and entities that are due. Of many
     * records in a row only the first brings a portion with it, so that what is done before this is called again has a bound; to
     * be called at least before each checkpoint, in short intervals, until it answers true.
     *
     * @param out gets each slot that is another one now
     * @return whether nothing is left, so that a checkpoint covers all records so far
     */
    public boolean catchUp(Consumer<Update> out) {
        if (time.clock() == Stamp.NOTHING) {
            return true;
        }
        if (reach(Math.max(0, end - 1), out) > 0) {
            saveProgress();
        }
        return !behind;
    }

    /**
     * Takes a row of the history before the cutover in. The order does not matter, neither among such rows nor with the log;
     * one that the clock has not reached waits for it.
     *
     * @param out gets the slot that is another one now
     */
    public void recall(EntityRow row, Consumer<Update> out) {
        if (!passes(row)) {
            return;
        }
        if (time.clock() == Stamp.NOTHING || row.row().eventTime() > time.clock()) {
            pending.put(row);
        } else {
            change(Math.max(0, end - 1), row.entity(), row, out);
        }
    }

    /** What comes from an offset on has been judged by nobody; what came before it was, in another incarnation. */
    public void judgeFrom(long offset) {
        gate.judgeFrom(offset);
    }

    /** What was given so far is as if it had not been: nobody has seen it, and {@link #restate} gives all of it anew. */
    public void forgetUpdates() {
        emitted = 0;
    }

    /** Gives the slot of an entity as it is now, whether it was given before or not. */
    public void restate(String entity, Consumer<Update> out) {
        emitted++;
        byte[] slot = codec.encode(slot(entity));
        out.accept(new Update(
                entity, Math.max(0, end - 1), incarnation.epoch(), emitted, instant(), time.watermark(), slot));
    }

    /** The checkpoint that covers all that was restated; what is open is judged as one interval. */
    public Checkpoint restated() {
        Checkpoint covering = checkpoint();
        saveGate();
        saveProgress();
        return covering;
    }

    /** The greatest accepted event or tick time, epoch milliseconds; {@link Stamp#NOTHING}. */
    public long clock() {
        return time.clock();
    }

    private static boolean passes(EntityRow row) {
        for (boolean passes : row.row().passes()) {
            if (passes) {
                return true;
            }
        }
        return false;
    }

    /** Brings the entity of the record, and others that are due, to the clock. */
    private void advance(long offset, @Nullable EntityRow taken, Consumer<Update> out) {
        if (taken != null) {
            change(offset, taken.entity(), taken, out);
        }
        if (!behind) {
            reach(offset, out);
        }
    }

    /** Answers how much was brought to the clock; rows first, because an entity that is due may have some. */
    private int reach(long offset, Consumer<Update> out) {
        int done = 0;
        int last = -1;
        while (last != 0 && done < portion) {
            List<EntityRow> ahead = pending.takeThrough(time.clock(), Math.min(CHUNK, portion - done));
            ahead.forEach(each -> change(offset, each.entity(), each, out));
            last = ahead.size();
            done += last;
        }
        last = -1;
        while (last != 0 && done < portion) {
            List<byte[]> due = expiries.due(instant(), Math.min(CHUNK, portion - done));
            due.forEach(entity -> change(offset, new String(entity, StandardCharsets.UTF_8), null, out));
            last = due.size();
            done += last;
        }
        behind = done == portion;
        return done;
    }

    private void change(long offset, String entity, @Nullable EntityRow row, Consumer<Update> out) {
        byte[] key = entity.getBytes(StandardCharsets.UTF_8);
        state.turnTo(key, instant());
        long due = state.savedDue();
        state.settle(instant());
        if (row != null) {
            state.add(row.row());
        }
        byte[] slot = codec.encode(state.row());
        long fingerprint = fingerprint(slot);
        if (fingerprint != (state.shown() == 0 ? blank : state.shown())) {
            emitted++;
            out.accept(new Update(entity, offset, incarnation.epoch(), emitted, instant(), time.watermark(), slot));
        }
        state.show(fingerprint);
        state.save();
        if (state.savedDue() <= instant()) {
            throw new IllegalStateException("The state of an entity is damaged: it is due at %d and settled at %d"
                    .formatted(state.savedDue(), instant()));
        }
        expiries.move(key, due, state.savedDue());
    }

    private static long fingerprint(byte[] slot) {
        return SchemaNormalization.fingerprint64(slot);
    }

    /** The instant at which slots are evaluated. */
    private long instant() {
        return time.clock() + 1;
    }

    /** The slot of an entity as of the last record; that of one without rows where it is not known. Changes nothing. */
    public SlotRow slot(String entity) {
        state.turnTo(entity.getBytes(StandardCharsets.UTF_8), 0);
        Counted before = incidents.copy();
        SlotRow row = state.row();
        incidents.set(before);
        return row;
    }

    /**
     * What has come of the log so far, to be committed together with the updates: the gate judges what is new in it. To be asked for when
     * {@link #catchUp} has answered that nothing is left.
     */
    public Checkpoint checkpoint() {
        if (gate.close(end, emitted)) {
            saveGate();
            saveProgress();
        }
        Map<Verdict, Long> records = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            if (counts[verdict.ordinal()] > 0) {
                records.put(verdict, counts[verdict.ordinal()]);
            }
        }
        return new Checkpoint(
                plan.definition(),
                incarnation.epoch(),
                incarnation.partition(),
                end,
                time.clock(),
                time.watermark(),
                emitted,
                gate.released(),
                records,
                incidents.overflows,
                incidents.tooManyDistinct,
                judgement(),
                gate.hold().orElse(null));
    }

    private Checkpoint.Judgement judgement() {
        if (!gate.checks()) {
            return Checkpoint.Judgement.NONE;
        }
        return gate.hold().isPresent() ? Checkpoint.Judgement.FAIL : Checkpoint.Judgement.PASS;
    }

    private void saveProgress() {
        store.put(PROGRESS, Bytes.of(out -> {
            out.writeByte(FORMAT);
            time.write(out);
            Bytes.writeNumber(end, out);
            Bytes.writeNumber(emitted, out);
            Bytes.writeNumber(incidents.overflows, out);
            Bytes.writeNumber(incidents.tooManyDistinct, out);
            for (long count : counts) {
                Bytes.writeNumber(count, out);
            }
            gate.writeCounts(out);
        }));
    }

    private void saveGate() {
        store.put(GATE, Bytes.of(out -> {
            out.writeByte(FORMAT);
            gate.write(out);
        }));
    }
}
