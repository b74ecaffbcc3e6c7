package io.sluice.workers.equality;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.BatchLimits;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ChangePoint;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares one version of a view in one partition of a log. */
final class PartitionCheck {
    private final CheckedView view;
    private final ComparedStream stream;
    private final Checkpoint checkpoint;
    private final OnlineStore store;
    private final Tally tally;
    private final SlotCodec codec;
    private final List<String> features;
    private final Set<String> tooLarge = new HashSet<>();

    PartitionCheck(CheckedView view, ComparedStream stream, Checkpoint checkpoint, OnlineStore store, Tally tally) {
        this.view = view;
        this.stream = stream;
        this.checkpoint = checkpoint;
        this.store = store;
        this.tally = tally;
        this.codec = view.codec();
        this.features = view.features();
    }

    /** How many entities had too much to be compared by some check. */
    int tooLarge() {
        return tooLarge.size();
    }

    /**
     * What is online against what was released. The store is read between two looks at the updates, so whatever it holds is among
     * them, and what its mark says is in it, is asked for.
     */
    void online(SampledUpdates updates) {
        Pointer pointer = store.pointer(view.name())
                .map(text -> PointerJson.read(view.name(), text))
                .orElseGet(() -> Pointer.none(view.name()));
        Pointer.Live live = pointer.live();
        if (live == null || !live.target().table().equals("views." + view.app())) {
            return;
        }
        long generation = live.target().generation();
        String mark = store.marks(view.name(), generation).get(StreamMarks.name(view.slot(), checkpoint.partition()));
        long end = mark == null ? 0 : Long.parseLong(mark);
        Map<String, StoredSlot> stored = stored(generation, updates.byEntity().keySet());
        updates.readToEnd();
        updates.byEntity().forEach((entity, each) -> {
            NavigableMap<Long, Update> written = new TreeMap<>(each.byOffset().headMap(end, false));
            // the sink passes over what an incarnation before that of the newest checkpoint gave
            written.values().removeIf(update -> update.epoch() != checkpoint.epoch());
            if (each.isCut() && (written.isEmpty() || isForgotten(each, stored.get(entity)))) {
                tooLarge.add(entity);
            } else {
                online(each.byOffset(), written, stored.get(entity));
            }
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
        SlotRow expected = current ? row(own.slot()) : last == null ? view.empty() : row(last.slot());
        SlotRow found = stored == null || stored.isEmpty() ? view.empty() : row(stored.row());
        String where = "updates %d@%s".formatted(checkpoint.partition(), written.isEmpty() ? "-" : written.lastKey());
        for (int i = 0; i < features.size(); i++) {
            Compared compared = Compared.of(shown(expected, i), shown(found, i));
            boolean equal = compared.equal() && (current || stored == null && hasEnded(last));
            tally.count("ONLINE", view.app(), features.get(i), new Compared(equal, compared.size()), where);
        }
    }

    private static boolean isForgotten(KeptUpdates updates, @Nullable StoredSlot stored) {
        return stored != null
                && SlotVersion.decode(stored.version()).minor()
                        < updates.byOffset().firstKey();
    }

    private boolean hasEnded(@Nullable Update update) {
        return update == null || Arrays.stream(row(update.slot()).timestamps()).allMatch(at -> at == ChangePoint.NEVER);
    }

    /** What a checkpoint covers against what the archive up to it gives; the verdicts of that once more. */
    void archive(Lake lake, SampledUpdates updates, EntityRows rows, Sampling sampling) {
        ArchivedHistory history = ArchivedHistory.read(lake, stream, rows, checkpoint, sampling, this::verdict);
        long clock = checkpoint.clock();
        tally.count(
                "CLOCK",
                view.app(),
                "",
                new Compared(history.clock() == clock, (double) Math.abs(history.clock() - clock)),
                "checkpoint %d@%d".formatted(checkpoint.partition(), checkpoint.end()));
        Set<String> both = new TreeSet<>(updates.byEntity().keySet());
        history.entities().forEach(both::add);
        // the least hashes of both: of an entity that only one of them chose, the other would know nothing
        Sample<Boolean> chosen = new Sample<>(sampling.entities(), sampling.seed(), () -> Boolean.TRUE);
        both.forEach(chosen::of);
        chosen.kept()
                .keySet()
                .forEach(entity -> archive(
                        entity, updates.byEntity().getOrDefault(entity, new KeptUpdates(0)), history.of(entity)));
    }

    /** Those of another partition of the log are counted with the view's partition of that number. */
    private void verdict(ArchivedRecord archived, Verdict recomputed) {
        if (archived.partition() == checkpoint.partition()) {
            boolean equal = archived.record().verdict() == recomputed;
            String where = equal ? "" : "accepted %d@%d".formatted(archived.partition(), archived.offset());
            tally.count("VERDICT", view.app(), "", new Compared(equal, null), where);
        }
    }

    private void archive(String entity, KeptUpdates updates, EntityHistory history) {
        Map.Entry<Long, Update> covered = updates.covered(checkpoint);
        if (history.isTooLarge() || covered == null && updates.isCut()) {
            tooLarge.add(entity);
            return;
        }
        List<SourceRow> counting = history.counting(checkpoint.clock());
        if (covered == null && counting.isEmpty()) {
            return;
        }
        SlotRow found = covered == null ? view.empty() : row(covered.getValue().slot());
        String where = covered == null
                ? "accepted %d@%d".formatted(checkpoint.partition(), history.newest())
                : "updates %d@%d".formatted(checkpoint.partition(), covered.getKey());
        compare("E1", found, counting, where);
        compare("E2", found, history.withLate(checkpoint.clock()), where);
    }

    private void compare(String check, SlotRow found, List<SourceRow> rows, String where) {
        ChangePoint batch = view.valuesAt(rows, checkpoint.clock() + 1);
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

    /** Whether the archive is as far as {@link #archive} needs it. */
    boolean isArchived(Archive archive) {
        SortedMap<Integer, Long> ends = ArchivedHistory.ends(checkpoint);
        Map<Integer, PartitionProgress> progress =
                archive.progress(List.copyOf(ends.keySet()), stream.rules().sourcePartitions());
        return ends.entrySet().stream()
                .allMatch(end -> progress.get(end.getKey()).next() >= end.getValue());
    }
}
