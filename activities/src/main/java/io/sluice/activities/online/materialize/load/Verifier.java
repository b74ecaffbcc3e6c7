package io.sluice.activities.online.materialize.load;

import io.sluice.activities.online.BatchLimits;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.snapshot.Bucket;
import io.sluice.activities.online.snapshot.Reading;
import io.sluice.activities.online.snapshot.ViewTable;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares every slot that a release has with the one in the store: values, timestamps, validity, and that its version is not
 * beyond the release. Entities that only the store has are not seen: there is no index of its keys.
 */
public final class Verifier {
    private final OnlineStore store;
    private final MaterializationPlan plan;
    private final Reading reading;
    private final SlotRows slots;
    private final Consumer<Progress> beat;

    public Verifier(
            OnlineStore store, MaterializationPlan plan, Reading reading, SlotRows slots, Consumer<Progress> beat) {
        this.store = store;
        this.plan = plan;
        this.reading = reading;
        this.slots = slots;
        this.beat = beat;
    }

    public MaterializationCounts verify(Progress from) {
        Progress progress = from;
        while (progress.bucket() < progress.buckets()) {
            Progress done = progress;
            Tally tally = new Tally(done.counts());
            verify(new Bucket(done.bucket(), done.buckets()), tally, () -> beat.accept(done));
            progress = new Progress(done.bucket() + 1, done.buckets(), tally.counts());
            beat.accept(progress);
        }
        return progress.counts();
    }

    private void verify(Bucket bucket, Tally tally, Runnable alive) {
        Map<String, ViewTable.Row> rows = reading.lastRows(reading.firstDay(), bucket, slots::entity, alive);
        for (List<String> piece : BatchLimits.pieces(new ArrayList<>(rows.keySet()))) {
            alive.run();
            List<Map<String, StoredSlot>> stored = store.read(plan.view(), plan.generation(), piece);
            for (int i = 0; i < piece.size(); i++) {
                ViewTable.Row row = rows.get(piece.get(i));
                if (row != null) {
                    compare(slots.writes(piece.get(i), row.point(), plan), stored.get(i), tally);
                }
            }
        }
    }

    private static void compare(List<SlotWrite> expected, Map<String, StoredSlot> stored, Tally tally) {
        expected.forEach(write -> tally.compared(compare(write, stored.get(write.slot()))));
    }

    private static Comparison compare(SlotWrite expected, @Nullable StoredSlot stored) {
        boolean equal = stored != null
                && Arrays.equals(expected.row(), stored.row())
                && Arrays.compareUnsigned(stored.version(), expected.version()) <= 0;
        return equal ? Comparison.EQUAL : Comparison.DIFFERENT;
    }
}
