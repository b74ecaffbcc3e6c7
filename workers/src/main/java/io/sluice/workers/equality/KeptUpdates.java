package io.sluice.workers.equality;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest updates of an entity, as many as there is room for. Not thread-safe. */
final class KeptUpdates {
    /** What an update takes in memory beside its slot, about: its objects, its entity, its place in the map. */
    private static final int BESIDE = 250;

    private final long most;
    private final NavigableMap<Long, Update> updates = new TreeMap<>();
    private long bytes;
    private boolean cut;

    /** Takes how many bytes, about, may be kept in memory; one update is kept whatever its size. */
    KeptUpdates(long most) {
        this.most = most;
    }

    /** Adds one; offsets grow. */
    void add(long offset, Update update) {
        updates.put(offset, update);
        bytes += size(update);
        while (bytes > most && updates.size() > 1) {
            bytes -= size(updates.pollFirstEntry().getValue());
            cut = true;
        }
    }

    private static int size(Update update) {
        return BESIDE + update.slot().length;
    }

    /** By offset. */
    NavigableMap<Long, Update> byOffset() {
        return Collections.unmodifiableNavigableMap(updates);
    }

    /** Whether there were more, before those that are kept. */
    boolean isCut() {
        return cut;
    }

    /** The last one that a checkpoint covers; null: none that is kept. */
    Map.@Nullable Entry<Long, Update> covered(Checkpoint checkpoint) {
        for (Map.Entry<Long, Update> each : updates.descendingMap().entrySet()) {
            Update update = each.getValue();
            if (update.epoch() == checkpoint.epoch() && update.sequence() <= checkpoint.emitted()) {
                return each;
            }
        }
        return null;
    }
}
