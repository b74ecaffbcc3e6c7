package io.sluice.definitions.slot;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.IntervalGate;
import java.util.List;
import java.util.function.Consumer;
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
    private static final byte FORMAT = 3;
    private static final byte[] PROGRESS = {'S'};

    private final Incarnation incarnation;
    private final SlotPlan plan;
    private final ByteStore store;
    private final LogProgress log;
    private final Slots slots;

    /**
     * One life of an app in one partition of the log.
     *
     * @param sourcePartitions that feed the log
     */
    public record Incarnation(long epoch, int partition, int sourcePartitions) {}

    /** A machine alone in its thread, whose updates are all released. */
    public SlotMachine(Incarnation incarnation, SlotPlan plan, ByteStore store) {
        this(incarnation, plan, store, IntervalGate.NONE, Slots.portion(1));
    }

    /**
     * Creates it.
     *
     * @param checks decide what is released
     * @param portion how many changes are brought up to the clock at once, {@link Slots#portion}
     */
    public SlotMachine(Incarnation incarnation, SlotPlan plan, ByteStore store, IntervalGate checks, int portion) {
        this.incarnation = incarnation;
        this.plan = plan;
        this.store = store;
        log = new LogProgress(incarnation, store, checks);
        slots = new Slots(plan, store, incarnation.epoch(), portion);
        byte[] progress = store.get(PROGRESS);
        if (progress != null) {
            Bytes.read("progress of a slot", FORMAT, progress, in -> {
                log.readPlace(in);
                slots.read(in);
                log.readCounts(in);
                return log;
            });
            slots.moveTo(log.clock(), log.watermark());
        }
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
        log.observe(offset, record, columns);
        slots.moveTo(log.clock(), log.watermark());
        slots.advance(offset, record.verdict().counts() ? row : null, out);
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
        if (slots.reach(last(), out) > 0) {
            saveProgress();
        }
        return !slots.isBehind();
    }

    /**
     * Takes a row of the history before the cutover in. The order does not matter, neither among such rows nor with the log;
     * one that the clock has not reached waits for it.
     *
     * @param out gets the slot that is another one now
     */
    public void recall(EntityRow row, Consumer<Update> out) {
        slots.recall(last(), row, out);
    }

    /** The offset of the last record; 0 before the first. */
    private long last() {
        return Math.max(0, log.end() - 1);
    }

    /** What comes from an offset on has been judged by nobody; what came before it was, in another incarnation. */
    public void judgeFrom(long offset) {
        log.judgeFrom(offset);
    }

    /** What was given so far is as if it had not been: nobody has seen it, and {@link #restate} gives all of it anew. */
    public void forgetUpdates() {
        slots.forgetUpdates();
    }

    /** Gives the slot of an entity as it is now, whether it was given before or not. */
    public void restate(String entity, Consumer<Update> out) {
        slots.restate(last(), entity, out);
    }

    /** The checkpoint that covers all that was restated; what is open is judged as one interval. */
    public Checkpoint restated() {
        Checkpoint covering = checkpoint();
        log.saveGate();
        saveProgress();
        return covering;
    }

    /** The greatest accepted event or tick time, epoch milliseconds; {@link Stamp#NOTHING}. */
    public long clock() {
        return log.clock();
    }

    /** The slot of an entity as of the last record; that of one without rows where it is not known. Changes nothing. */
    public SlotRow slot(String entity) {
        return slots.slot(entity);
    }

    /**
     * What has come of the log so far, to be committed together with the updates: the gate judges what is new in it. To be asked for when
     * {@link #catchUp} has answered that nothing is left.
     */
    public Checkpoint checkpoint() {
        if (log.close(slots.emitted())) {
            saveProgress();
        }
        return new Checkpoint(
                plan.definition(),
                incarnation.epoch(),
                incarnation.partition(),
                log.end(),
                log.clock(),
                log.watermark(),
                slots.emitted(),
                log.released(),
                log.records(),
                slots.overflows(),
                slots.tooManyDistinct(),
                Checkpoint.Judgement.of(log.checks(), log.hold()),
                log.hold().orElse(null),
                List.of());
    }

    private void saveProgress() {
        store.put(PROGRESS, Bytes.of(out -> {
            out.writeByte(FORMAT);
            log.writePlace(out);
            slots.write(out);
            log.writeCounts(out);
        }));
    }
}
