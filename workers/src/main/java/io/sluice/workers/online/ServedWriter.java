package io.sluice.workers.online;

import io.sluice.activities.online.Noted;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.activities.online.served.PointerSwaps;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.online.partition.EndedSlots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Archives what a sink has written. The store has noted each call with its time, so this needs nothing of the sink's memory: it
 * reads the updates of the calls once more and appends them, whoever made the calls and however that one ended.
 *
 * <p>Offsets that no note speaks of (the store lost its content before they were archived) count as of the next call: of several
 * updates of an entity among them only the newest is known.
 */
final class ServedWriter {
    private static final int CALLS = 5_000;
    private static final int PORTION = 100_000;

    private final SinkInput input;
    private final OnlineStore store;
    private final ServedArchive archive;
    private final PointerSwaps swaps;
    private final EndedSlots ended;
    private final int portion;

    ServedWriter(SinkInput input, OnlineStore store, ServedArchive archive) {
        this(input, store, archive, PORTION);
    }

    /** Appends at most so many offsets of {@code updates} that no note speaks of, and begins a new append after so many rows. */
    ServedWriter(SinkInput input, OnlineStore store, ServedArchive archive, int portion) {
        this.input = input;
        this.store = store;
        this.archive = archive;
        this.swaps = new PointerSwaps(store, archive, input.view());
        this.ended = new EndedSlots(input.codec());
        this.portion = portion;
    }

    /** What the view app wrote. */
    interface Updates {
        /** The committed updates of a partition with offsets from {@code from} on and before {@code end}, by offset. */
        Map<Long, Update> read(int partition, long from, long end);
    }

    /** Archives what is noted of some partitions, in every generation of this version, and the swaps of the pointer. */
    void archive(Collection<Integer> partitions, Updates updates) {
        swaps.archive();
        for (long generation : generations()) {
            for (int partition : partitions) {
                archive(generation, partition, updates);
            }
        }
    }

    /** Those that were live too: what was written last to one is archived after another one has replaced it. */
    private SortedSet<Long> generations() {
        Pointer pointer = store.pointer(input.view())
                .map(text -> PointerJson.read(input.view(), text))
                .orElseGet(() -> Pointer.none(input.view()));
        SortedSet<Long> generations = new TreeSet<>(Generations.of(pointer, input.table()));
        Stream<Target> retired = pointer.retired().stream();
        retired.filter(target -> target.table().equals(input.table()))
                .forEach(target -> generations.add(target.generation()));
        return generations;
    }

    private void archive(long generation, int partition, Updates updates) {
        String mark = StreamMarks.name(input.slot(), partition);
        String writer = "v%d/%d/%s".formatted(input.version(), generation, mark);
        List<Noted> notes = store.notes(input.view(), generation, mark, CALLS);
        while (!notes.isEmpty()) {
            String position = archive.position(writer).orElse(null);
            long from = position == null ? 0 : Long.parseLong(position);
            List<ServedRow> rows = new ArrayList<>();
            List<Noted> done = new ArrayList<>();
            for (Noted note : notes) {
                CallNote call = CallNote.parse(note.text());
                // what no note speaks of may be much: it goes in portions, its note stays until the last
                long end = Math.min(call.end(), from + portion);
                if (end > from) {
                    rows.addAll(rows(generation, call, note.at(), updates.read(partition, from, end)));
                    from = end;
                }
                if (from < call.end()) {
                    break;
                }
                done.add(note);
                if (rows.size() >= portion) {
                    break;
                }
            }
            // a position that stays behind only makes the next append look at offsets again that have no row
            boolean moves = !rows.isEmpty() || done.isEmpty();
            if (moves && !archive.append(rows, writer, position, Long.toString(from))) {
                return;
            }
            store.forget(input.view(), generation, mark, done);
            notes = store.notes(input.view(), generation, mark, CALLS);
        }
    }

    private Collection<ServedRow> rows(long generation, CallNote call, long at, Map<Long, Update> updates) {
        Map<String, ServedRow> newest = new LinkedHashMap<>();
        updates.forEach((offset, update) -> {
            if (update.epoch() == call.epoch()) {
                SlotVersion version = new SlotVersion(update.epoch(), offset);
                byte[] row = ended.row(update.slot());
                newest.put(
                        update.entity(),
                        ServedRow.write(
                                "v" + input.version(), generation, input.slot(), update.entity(), version, at, row));
            }
        });
        return newest.values();
    }
}
