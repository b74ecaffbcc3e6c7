package io.sluice.definitions.rekey;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Seen;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Slots;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The slots of one partition of a view of another entity than the log is partitioned by, as a function of what all partitions of the
 * log send it: that of each in its order, the ones among the others in any.
 *
 * <p>It knows how far it has seen each partition of the log. Its clock is the greatest of theirs, its watermark the least, each as of
 * there; so slots are the batch values at {@code t = clock + 1 ms} over the records before these offsets, and over nothing else
 * (contract §8, E1 with a vector of offsets). All that is known is in the store. Not thread-safe.
 */
public final class MetSlots {
    private static final byte FORMAT = 2;
    private static final byte ORIGIN = 'O';
    private static final byte[] PROGRESS = {'S'};
    private static final byte[] RELEASE = {'R'};

    private final Life life;
    private final SlotPlan plan;
    private final ByteStore store;
    private final Slots slots;
    private final Release release;
    private final List<Origin> origins = new ArrayList<>();
    private byte[] savedRelease = {};

    /**
     * One life of an app in one of its partitions.
     *
     * @param partition of the view: of its updates and its checkpoints
     * @param logPartitions how many send to it, and how many it has itself
     */
    public record Life(long epoch, int partition, int logPartitions) {}

    /** What is known of one partition of the log. */
    private static final class Origin {
        private long end;
        private long clock = Stamp.NOTHING;
        private long watermark = Stamp.NOTHING;
        private long judged;
        private LogStanding standing = LogStanding.UNKNOWN;

        /** Takes it in; what is known already says nothing new. */
        boolean take(Rekeyed record) {
            if (record.end() < end || record.isRow() && record.end() == end) {
                return false;
            }
            end = record.end();
            clock = record.clock();
            watermark = record.watermark();
            judged = Math.max(judged, record.judged());
            LogStanding told = record.standing();
            standing = told == null ? standing : told;
            return true;
        }

        byte[] encoded() {
            return Bytes.of(out -> {
                out.writeByte(FORMAT);
                Bytes.writeNumber(end, out);
                out.writeLong(clock);
                out.writeLong(watermark);
                Bytes.writeNumber(judged, out);
                standing.write(out);
            });
        }

        Origin read(DataInputStream in) throws IOException {
            end = Bytes.readNumber(in);
            clock = in.readLong();
            watermark = in.readLong();
            judged = Bytes.readNumber(in);
            standing = LogStanding.read(in);
            return this;
        }
    }

    /**
     * Creates it.
     *
     * @param portion how many changes are brought up to the clock at once, {@link Slots#portion}
     */
    public MetSlots(Life life, SlotPlan plan, ByteStore store, int portion) {
        this.life = life;
        this.plan = plan;
        this.store = store;
        slots = new Slots(plan, store, life.epoch(), portion);
        release = new Release(life.logPartitions());
        for (int partition = 0; partition < life.logPartitions(); partition++) {
            Origin origin = new Origin();
            byte[] known = store.get(key(partition));
            origins.add(known == null ? origin : Bytes.read("partition of a log", FORMAT, known, origin::read));
        }
        restore(PROGRESS, slots::read);
        restore(RELEASE, release::read);
        slots.moveTo(clock(), watermark());
    }

    private interface Restored {
        void read(DataInputStream in) throws IOException;
    }

    private void restore(byte[] key, Restored what) {
        byte[] stored = store.get(key);
        if (stored != null) {
            Bytes.read("progress of a re-keyed slot", FORMAT, stored, in -> {
                what.read(in);
                return what;
            });
        }
    }

    private static byte[] key(int origin) {
        return Bytes.of(out -> {
            out.writeByte(ORIGIN);
            out.writeInt(origin);
        });
    }

    /**
     * Takes in what a partition of the log sends. What was taken in before changes nothing.
     *
     * @param out gets each slot that is another one now
     * @throws IllegalArgumentException when there is no such partition: a log keeps its number
     */
    public void apply(Rekeyed record, Consumer<Update> out) {
        if (record.origin() >= origins.size()) {
            throw new IllegalArgumentException(
                    "Invalid partition of the log: %d of %d".formatted(record.origin(), origins.size()));
        }
        Origin origin = origins.get(record.origin());
        if (!origin.take(record)) {
            return;
        }
        store.put(key(record.origin()), origin.encoded());
        slots.moveTo(clock(), watermark());
        slots.advance(Math.max(0, record.end() - 1), record.row(), out);
        saveProgress();
    }

    /**
     * Brings what the clock has reached up to it, at most a portion; to be called before each checkpoint until it answers true.
     *
     * @param out gets each slot that is another one now
     * @return whether nothing is left, so that a checkpoint covers all that came
     */
    public boolean catchUp(Consumer<Update> out) {
        if (slots.reach(0, out) > 0) {
            saveProgress();
        }
        return !slots.isBehind();
    }

    /**
     * Takes a row of the history before the cutover in. The order does not matter.
     *
     * @param out gets the slot that is another one now
     */
    public void recall(EntityRow row, Consumer<Update> out) {
        slots.recall(0, row, out);
        saveProgress();
    }

    /** What was given so far is as if it had not been: nobody has seen it, and {@link #restate} gives all of it anew. */
    public void forgetUpdates() {
        slots.forgetUpdates();
        release.forget();
        saveProgress();
    }

    /** Gives the slot of an entity as it is now, whether it was given before or not. */
    public void restate(String entity, Consumer<Update> out) {
        slots.restate(0, entity, out);
        saveProgress();
    }

    /** The greatest clock of all partitions of the log, epoch milliseconds; {@link Stamp#NOTHING}. */
    public long clock() {
        return origins.stream().mapToLong(origin -> origin.clock).max().orElse(Stamp.NOTHING);
    }

    /** The least watermark of all partitions of the log: what each of them has reached, as far as it was seen. */
    private long watermark() {
        return origins.stream().mapToLong(origin -> origin.watermark).min().orElse(Stamp.NOTHING);
    }

    /** The slot of an entity as it is now; that of one without rows where it is not known. Changes nothing. */
    public SlotRow slot(String entity) {
        return slots.slot(entity);
    }

    /** What has come so far, to be committed together with the updates; to be asked for when {@link #catchUp} has left nothing. */
    public Checkpoint checkpoint() {
        List<Seen> seen = origins.stream()
                .map(origin -> new Seen(origin.end, origin.judged, origin.standing.hold() != null))
                .toList();
        release.note(slots.emitted(), seen);
        saveRelease();
        Origin own = origins.get(life.partition());
        return new Checkpoint(
                plan.definition(),
                life.epoch(),
                life.partition(),
                own.end,
                clock(),
                watermark(),
                slots.emitted(),
                release.released(),
                own.standing.records(),
                slots.overflows(),
                slots.tooManyDistinct(),
                own.standing.judgement(),
                own.standing.hold(),
                seen);
    }

    /** Checkpoints are asked for although nothing happens. */
    private void saveRelease() {
        byte[] now = encoded(release::write);
        if (!Arrays.equals(now, savedRelease)) {
            store.put(RELEASE, now);
            savedRelease = now;
        }
    }

    private void saveProgress() {
        store.put(PROGRESS, encoded(slots::write));
    }

    private static byte[] encoded(Bytes.Writer what) {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            what.write(out);
        });
    }
}
