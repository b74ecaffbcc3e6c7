package io.sluice.workers.online;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.online.Mark;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sink's calls to the store. Each may be repeated, and may be made by two sinks at once: versions and marks decide. */
final class StoreWriter {
    private final OnlineStore store;
    private final SinkInput input;

    StoreWriter(OnlineStore store, SinkInput input) {
        this.store = store;
        this.input = input;
    }

    /** Reads which generations there are and how far each is. */
    StoredMarks look() {
        Pointer pointer = store.pointer(input.view())
                .map(text -> PointerJson.read(input.view(), text))
                .orElseGet(() -> Pointer.none(input.view()));
        SortedMap<Long, Map<String, String>> marks = new TreeMap<>();
        Generations.of(pointer, input.table())
                .forEach(generation -> marks.put(generation, store.marks(input.view(), generation)));
        return new StoredMarks(marks);
    }

    /**
     * Writes a chunk to every generation that does not have it, one call each.
     *
     * @return the marks as they are now; empty when one was not what it should have been: somebody else writes, or the store has
     *     lost its content
     */
    Optional<StoredMarks> write(Chunk chunk, StoredMarks seen) {
        String name = StoredMarks.name(input.slot(), chunk.partition());
        String end = Long.toString(chunk.end());
        SortedMap<Long, Map<String, String>> now = new TreeMap<>(seen.marks());
        for (long generation : seen.marks().keySet()) {
            String mark = seen.mark(generation, name);
            if (StoredMarks.offset(mark) < chunk.end()) {
                SlotBatch batch = new SlotBatch(
                        input.view(), generation, input.plan().view().onlineTtl(), chunk.writes());
                FailPoints.hit("online-sink.before-write");
                if (store.write(batch, new Mark(name, mark, end)).isEmpty()) {
                    return Optional.empty();
                }
                FailPoints.hit("online-sink.after-write");
                Map<String, String> moved = new HashMap<>(seen.marks().get(generation));
                moved.put(name, end);
                now.put(generation, moved);
            }
        }
        return Optional.of(new StoredMarks(now));
    }
}
