package io.sluice.workers.online.partition;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotWrite;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the updates on its way to the store: what was read and waits to be covered or written. Updates are applied in
 * their order, and only those that the newest checkpoint of their epoch releases. Not thread-safe.
 *
 * <p>Updates of an incarnation before that of the newest checkpoint are passed over: the newer one gives every slot anew, and
 * among the older ones may be some that a gate never let through.
 */
public final class SinkPartition {
    private static final int OVERHEAD_BYTES = 200;

    private final int partition;
    private final String slot;
    private final EndedSlots ended;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Checkpoint newest;
    private long front;
    private long bytes;
    private long epoch;
    private long sequence;
    private boolean placed;

    private record Waiting(long offset, Update update) {
        long bytes() {
            return OVERHEAD_BYTES + update.entity().length() + update.slot().length;
        }
    }

    public SinkPartition(int partition, String slot, SlotCodec codec) {
        this.partition = partition;
        this.slot = slot;
        this.ended = new EndedSlots(codec);
    }

    public int number() {
        return partition;
    }

    /** Begins anew at an offset: everything before it is in the store, and what was read after it is read again. */
    public void place(long offset) {
        waiting.clear();
        bytes = 0;
        front = offset;
        placed = true;
    }

    /** Whether it is known where to read. */
    public boolean isPlaced() {
        return placed;
    }

    /** The offset before which everything is in the store. */
    public long front() {
        return front;
    }

    /** Takes the next record of the updates. */
    public void take(long offset, Update update) {
        Waiting next = new Waiting(offset, update);
        waiting.add(next);
        bytes += next.bytes();
    }

    /** Takes a checkpoint; one that says less than what is known changes nothing. */
    public void cover(Checkpoint checkpoint) {
        Checkpoint known = newest;
        if (known == null
                || checkpoint.epoch() > known.epoch()
                || (checkpoint.epoch() == known.epoch() && checkpoint.end() >= known.end())) {
            newest = checkpoint;
        }
    }

    public Optional<Checkpoint> newest() {
        return Optional.ofNullable(newest);
    }

    /** Whether something may go to the store now. */
    public boolean isReady() {
        Waiting first = waiting.peek();
        return first != null && !isToWait(first.update());
    }

    /** What goes to the store next: as many released updates as one call may hold entities. The same until it is applied. */
    public Optional<Chunk> next() {
        Map<String, SlotWrite> writes = new LinkedHashMap<>();
        @Nullable Waiting last = null;
        int records = 0;
        for (Waiting each : waiting) {
            boolean more = writes.containsKey(each.update().entity()) || writes.size() < OnlineStore.MAX_BATCH;
            if (!more || isToWait(each.update())) {
                break;
            }
            if (isReleased(each.update())) {
                writes.put(each.update().entity(), write(each));
            }
            last = each;
            records++;
        }
        return last == null
                ? Optional.empty()
                : Optional.of(new Chunk(
                        partition,
                        records,
                        last.offset() + 1,
                        last.update().epoch(),
                        last.update().sequence(),
                        newest == null ? 0 : newest.epoch(),
                        new ArrayList<>(writes.values())));
    }

    private boolean isToWait(Update update) {
        Checkpoint known = newest;
        return known == null
                || update.epoch() > known.epoch()
                || (update.epoch() == known.epoch() && !isReleased(update));
    }

    private boolean isReleased(Update update) {
        Checkpoint known = newest;
        return known != null && update.epoch() == known.epoch() && update.sequence() <= known.released();
    }

    /** The version says where the update is: the same record always has the same one, and a later record a greater one. */
    private SlotWrite write(Waiting each) {
        byte[] version = new SlotVersion(each.update().epoch(), each.offset()).encoded();
        return new SlotWrite(
                each.update().entity(), slot, version, ended.row(each.update().slot()));
    }

    /** What {@link #next} gave is in the store. */
    public void applied(Chunk chunk) {
        for (int i = 0; i < chunk.records(); i++) {
            bytes -= waiting.remove().bytes();
        }
        front = chunk.end();
        epoch = chunk.epoch();
        sequence = chunk.sequence();
    }

    /** How many updates were read and are not in the store. */
    public int waiting() {
        return waiting.size();
    }

    /** Whether all that is released is in the store, and what comes next waits for people: this sink has nothing to do until then. */
    boolean isHeld() {
        Waiting first = waiting.peek();
        Checkpoint known = newest;
        return first != null
                && known != null
                && known.isHeld()
                && first.update().epoch() == known.epoch()
                && !isReleased(first.update());
    }

    /**
     * How many updates this sink is behind: what is held is not its to write, however much comes after it.
     *
     * @param unread updates that were not read yet
     */
    public long lag(long unread) {
        return isHeld() ? 0 : unread + waiting.size();
    }

    /** About how much memory these take. */
    public long bytes() {
        return bytes;
    }

    /** The sequence of the last update that was applied, of the incarnation that counts; 0 when that is not known. */
    long sequence() {
        return newest != null && newest.epoch() == epoch ? sequence : 0;
    }
}
