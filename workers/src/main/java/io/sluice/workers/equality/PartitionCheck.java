package io.sluice.workers.equality;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.BatchLimits;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.NaiveEvaluator;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.equality.Compared.Shown;
import io.sluice.workers.slot.EntityRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares one version of a view in one partition of a log. */
final class PartitionCheck {
    private final CheckedView view;
    private final ComparedStream stream;
    private final int partition;
    private final Lake lake;
    private final OnlineStore store;
    private final Tally tally;
    private final SlotCodec codec;
    private final List<String> features;

    PartitionCheck(CheckedView view, ComparedStream stream, int partition, Lake lake, OnlineStore store, Tally tally) {
        this.view = view;
        this.stream = stream;
        this.partition = partition;
        this.lake = lake;
        this.store = store;
        this.tally = tally;
        this.codec = view.codec();
        this.features = view.features();
    }

    /**
     * What is online against what was released. The store is read between two looks at the updates, so whatever it holds is among
     * them, and what its mark says is in it, is asked for.
     */
    void online(Checkpoint checkpoint, SampledUpdates updates) {
        Pointer pointer = store.pointer(view.name())
                .map(text -> PointerJson.read(view.name(), text))
                .orElseGet(() -> Pointer.none(view.name()));
        Pointer.Live live = pointer.live();
        if (live == null || !live.target().table().equals("views." + view.app())) {
            return;
        }
        long generation = live.target().generation();
        String mark = store.marks(view.name(), generation).get(StreamMarks.name(view.slot(), partition));
        long end = mark == null ? 0 : Long.parseLong(mark);
        Map<String, StoredSlot> stored = stored(generation, updates.byEntity().keySet());
        updates.readToEnd();
        updates.byEntity().forEach((entity, each) -> {
            NavigableMap<Long, Update> written = new TreeMap<>(each.headMap(end, false));
            // the sink passes over what an incarnation before that of the newest checkpoint gave
            written.values().removeIf(update -> update.epoch() != checkpoint.epoch());
            online(each, written, stored.get(entity));
        });
    }

    private Map<String, StoredSlot> stored(long generation, Set<String> entities) {
        Map<String, StoredSlot> stored = new HashMap<>();
        for (List<String> piece : BatchLimits.pieces(new ArrayList<>(entities))) {
            List<Map<String, StoredSlot>> slots = store.read(view.name(), generation, piece);
            for (int i = 0; i < piece.size(); i++) {
                StoredSlot slot = slots.get(i).get(view.slot());
                if (slot != null) {
                    stored.put(piece.get(i), slot);
                }
            }
        }
        return stored;
    }

    private void online(
            NavigableMap<Long, Update> updates, NavigableMap<Long, Update> written, @Nullable StoredSlot stored) {
        SlotVersion version = stored == null ? null : SlotVersion.decode(stored.version());
        Update last = written.isEmpty() ? null : written.lastEntry().getValue();
        boolean maySlip = view.plan().view().onlineTtl() != null || last == null || hasEnded(last);
        if (stored == null && maySlip) {
            return;
        }
        Update own = version == null ? null : updates.get(version.minor());
        // what was compacted away since is not known any more, and its successor is on its way
        if (version != null && own == null && !updates.tailMap(version.minor()).isEmpty()) {
            return;
        }
        boolean current = version != null
                && own != null
                && own.epoch() == version.major()
                && (written.isEmpty() || version.minor() >= written.lastKey());
        SlotRow expected = current ? row(own.slot()) : last == null ? empty() : row(last.slot());
        SlotRow found = stored == null || stored.isEmpty() ? empty() : row(stored.row());
        String where = "updates %d@%s".formatted(partition, written.isEmpty() ? "-" : written.lastKey());
        for (int i = 0; i < features.size(); i++) {
            Compared compared = Compared.of(shown(expected, i), shown(found, i));
            boolean equal = compared.equal() && (current || stored == null && hasEnded(last));
            tally.count("ONLINE", view.app(), features.get(i), new Compared(equal, compared.size()), where);
        }
    }

    private boolean hasEnded(@Nullable Update update) {
        return update == null || Arrays.stream(row(update.slot()).timestamps()).allMatch(at -> at == ChangePoint.NEVER);
    }

    /** What a checkpoint covers against what the archive up to it gives. */
    void archive(Checkpoint checkpoint, SampledUpdates updates, EntityRows rows, int entities, long seed) {
        ArchivedHistory history = ArchivedHistory.read(lake, stream, rows, checkpoint, entities, seed);
        long clock = checkpoint.clock();
        tally.count(
                "CLOCK",
                view.app(),
                "",
                new Compared(history.clock() == clock, (double) Math.abs(history.clock() - clock)),
                "checkpoint %d@%d".formatted(partition, checkpoint.end()));
        Set<String> both = new TreeSet<>(updates.byEntity().keySet());
        history.entities().forEach(both::add);
        // the least hashes of both: of an entity that only one of them chose, the other would know nothing
        Sample<Boolean> chosen = new Sample<>(entities, seed, () -> Boolean.TRUE);
        both.forEach(chosen::of);
        for (String entity : chosen.kept().keySet()) {
            Map.Entry<Long, Update> covered = updates.covered(entity, checkpoint);
            if (covered == null && history.rows(entity, Verdict::counts, clock).isEmpty()) {
                continue;
            }
            SlotRow found = covered == null ? empty() : row(covered.getValue().slot());
            String where = covered == null
                    ? "accepted %d@%d".formatted(partition, history.newest(entity))
                    : "updates %d@%d".formatted(partition, covered.getKey());
            compare("E1", found, history.rows(entity, Verdict::counts, clock), clock, where);
            Predicate<Verdict> withLate = verdict -> verdict.counts() || verdict == Verdict.LATE;
            compare("E2", found, history.rows(entity, withLate, clock), clock, where);
        }
    }

    private void compare(String check, SlotRow found, List<SourceRow> rows, long clock, String where) {
        List<List<SourceRow>> all =
                new ArrayList<>(Collections.nCopies(view.plan().sources().size(), List.of()));
        all.set(view.source(), rows);
        ChangePoint batch = NaiveEvaluator.valuesAt(view.plan(), all, clock + 1);
        int[] places = view.places();
        for (int i = 0; i < places.length; i++) {
            Shown expected =
                    new Shown(batch.values()[places[i]], batch.timestamps()[places[i]], batch.validUntil()[places[i]]);
            tally.count(check, view.app(), features.get(i), Compared.of(expected, shown(found, i)), where);
        }
    }

    private SlotRow row(byte[] packed) {
        return codec.decode(packed);
    }

    private static Shown shown(SlotRow row, int i) {
        return new Shown(row.values()[i], row.timestamps()[i], row.validUntil()[i]);
    }

    /** What an entity without rows has. */
    private SlotRow empty() {
        ChangePoint nothing = NaiveEvaluator.valuesAt(
                view.plan(), Collections.nCopies(view.plan().sources().size(), List.of()), 0);
        int[] places = view.places();
        @Nullable Object[] values = new Object[places.length];
        long[] timestamps = new long[places.length];
        long[] untils = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = nothing.values()[places[i]];
            timestamps[i] = ChangePoint.NEVER;
            untils[i] = nothing.validUntil()[places[i]];
        }
        return new SlotRow(values, timestamps, untils);
    }

    /** How far the archive has to be before {@link #archive}. */
    boolean isArchived(Archive archive, Checkpoint checkpoint) {
        return archive.progress(List.of(partition), stream.sourcePartitions())
                        .get(partition)
                        .next()
                >= checkpoint.end();
    }
}
