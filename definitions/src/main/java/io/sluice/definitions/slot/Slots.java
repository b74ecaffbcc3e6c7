package io.sluice.definitions.slot;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The slots of some entities as a function of rows in any order and a clock that only goes on: after every step each slot is the
 * batch value at {@code t = clock + 1 ms} over the rows so far, once nothing is left that is {@link #isBehind}. The entities'
 * state is in the store; the few numbers beside it are written by whoever writes with every step, see {@link #write}. Not thread-safe.
 */
public final class Slots {
    /** What all that share a thread bring up to the clock at once: about a third of a second. */
    static final int PORTION = 20_000;

    /** What is held in memory of that, and the least that is worth a round. */
    private static final int CHUNK = 1_000;

    private final long epoch;
    private final int portion;
    private final SlotCodec codec;
    private final SlotState state;
    private final Expiries expiries;
    private final Pending pending;
    private final Counted incidents = new Counted();
    private final long blank;
    private long clock = Stamp.NOTHING;
    private long watermark = Stamp.NOTHING;
    private long emitted;
    private boolean behind;

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

    public Slots(SlotPlan plan, ByteStore store, long epoch, int portion) {
        this.epoch = epoch;
        this.portion = portion;
        codec = plan.codec();
        state = new SlotState(plan, store, incidents);
        expiries = new Expiries(store);
        pending = new Pending(plan, store);
        blank = fingerprint(codec.encode(slot("")));
    }

    /**
     * What one of several may bring up to the clock at once, so that all of them together stay far below what a transaction may take:
     * they share a thread, and with it a transaction.
     *
     * @param sharing how many there are at most in one thread
     */
    public static int portion(int sharing) {
        return Math.max(CHUNK, PORTION / sharing);
    }

    /** Where the clock stands, and how final that is; both never go back. */
    public void moveTo(long newClock, long newWatermark) {
        clock = newClock;
        watermark = newWatermark;
    }

    /**
     * Brings a row in, and a portion of what the clock has reached unless some was left before. A row that the clock has not reached waits for it.
     *
     * @param offset of the log record that is the cause
     * @param row null: only time went on
     * @param out gets each slot that is another one now
     */
    public void advance(long offset, @Nullable EntityRow row, Consumer<Update> out) {
        EntityRow taken = row != null && row.passes() ? row : null;
        if (taken != null && taken.row().eventTime() > clock) {
            pending.put(taken);
            taken = null;
        }
        if (clock == Stamp.NOTHING) {
            return;
        }
        if (taken != null) {
            change(offset, taken.entity(), taken, out);
        }
        if (!behind) {
            reach(offset, out);
        }
    }

    /**
     * Brings what the clock has reached up to it, at most a portion; rows that waited first, because an entity that is due may have some.
     *
     * @return how much that was
     */
    public int reach(long offset, Consumer<Update> out) {
        if (clock == Stamp.NOTHING) {
            return 0;
        }
        int done = 0;
        int last = -1;
        while (last != 0 && done < portion) {
            List<EntityRow> ahead = pending.takeThrough(clock, Math.min(CHUNK, portion - done));
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

    /** Whether the clock has reached more than was brought up to it. */
    public boolean isBehind() {
        return behind;
    }

    /**
     * Takes a row of the history before the cutover in; one that the clock has not reached waits for it.
     *
     * @param out gets the slot that is another one now
     */
    public void recall(long offset, EntityRow row, Consumer<Update> out) {
        if (!row.passes()) {
            return;
        }
        if (clock == Stamp.NOTHING || row.row().eventTime() > clock) {
            pending.put(row);
        } else {
            change(offset, row.entity(), row, out);
        }
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
            emit(offset, entity, slot, out);
        }
        state.show(fingerprint);
        state.save();
        if (state.savedDue() <= instant()) {
            throw new IllegalStateException("The state of an entity is damaged: it is due at %d and settled at %d"
                    .formatted(state.savedDue(), instant()));
        }
        expiries.move(key, due, state.savedDue());
    }

    private void emit(long offset, String entity, byte[] slot, Consumer<Update> out) {
        emitted++;
        out.accept(new Update(entity, offset, epoch, emitted, instant(), watermark, slot));
    }

    private static long fingerprint(byte[] slot) {
        return SchemaNormalization.fingerprint64(slot);
    }

    /** The instant at which slots are evaluated. */
    private long instant() {
        return clock + 1;
    }

    /** The slot of an entity as of the last step; that of one without rows where it is not known. Changes nothing. */
    public SlotRow slot(String entity) {
        state.turnTo(entity.getBytes(StandardCharsets.UTF_8), 0);
        Counted before = incidents.copy();
        SlotRow row = state.row();
        incidents.set(before);
        return row;
    }

    /** Gives the slot of an entity as it is now, whether it was given before or not. */
    public void restate(long offset, String entity, Consumer<Update> out) {
        emit(offset, entity, codec.encode(slot(entity)), out);
    }

    /** What was given so far is as if it had not been. */
    public void forgetUpdates() {
        emitted = 0;
    }

    /** Updates so far. */
    public long emitted() {
        return emitted;
    }

    /** Results that did not fit their type and were given as NULL. */
    public long overflows() {
        return incidents.overflows;
    }

    /** Results that were NULL because of {@code max_distinct}. */
    public long tooManyDistinct() {
        return incidents.tooManyDistinct;
    }

    /** Writes the numbers, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(emitted, out);
        Bytes.writeNumber(incidents.overflows, out);
        Bytes.writeNumber(incidents.tooManyDistinct, out);
    }

    /** Takes what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        emitted = Bytes.readNumber(in);
        incidents.overflows = Bytes.readNumber(in);
        incidents.tooManyDistinct = Bytes.readNumber(in);
    }
}
