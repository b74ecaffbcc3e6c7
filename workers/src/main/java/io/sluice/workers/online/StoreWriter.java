package io.sluice.workers.online;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.online.Mark;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.activities.online.served.PointerSwaps;
import io.sluice.workers.online.partition.Chunk;
import java.util.List;
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

    /** Reads which generations there are and how far each is. Where none is live it begins one. */
    StoredMarks look() {
        Pointer pointer = pointer();
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
        String name = StreamMarks.name(input.slot(), chunk.partition());
        String end = Long.toString(chunk.end());
        StoredMarks now = seen;
        for (long generation : seen.marks().keySet()) {
            String mark = seen.mark(generation, name);
            if (StoredMarks.offset(mark) < chunk.end()) {
                SlotBatch batch = new SlotBatch(
                        input.view(), generation, input.plan().view().onlineTtl(), chunk.writes());
                FailPoints.hit("online-sink.before-write");
                CallNote call = new CallNote(StoredMarks.offset(mark), chunk.end(), chunk.written());
                if (store.write(batch, new Mark(name, mark, end, call.text())).isEmpty()) {
                    return Optional.empty();
                }
                FailPoints.hit("online-sink.after-write");
                now = now.with(generation, name, end);
            }
        }
        return Optional.of(now);
    }

    /** Notes in every generation that a partition, of so many, has caught up in it. */
    StoredMarks noteReplayed(int partition, int of, StoredMarks seen) {
        String name = StreamMarks.replayed(input.slot(), partition);
        String value = Integer.toString(of);
        StoredMarks now = seen;
        for (long generation : seen.marks().keySet()) {
            SlotBatch nothing = new SlotBatch(input.view(), generation, null, List.of());
            store.write(nothing, new Mark(name, seen.mark(generation, name), value));
            now = now.with(generation, name, value);
        }
        return now;
    }

    /** The pointer, with a generation that is live: of several who begin one, one does. */
    private Pointer pointer() {
        Optional<String> seen = store.pointer(input.view());
        Pointer current = seen.map(text -> PointerJson.read(input.view(), text)).orElse(Pointer.none(input.view()));
        Optional<Pointer> begun = input.streamed().begin(current);
        if (begun.isEmpty()) {
            return current;
        }
        FailPoints.hit("online-sink.before-begin");
        boolean mine =
                store.swapPointer(input.view(), seen, PointerJson.write(begun.get()), PointerSwaps.note(begun.get()));
        FailPoints.hit("online-sink.after-begin");
        return mine ? begun.get() : current;
    }
}
