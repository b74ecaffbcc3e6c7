package io.sluice.activities.online.materialize.load;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.WriteAnswer;
import io.sluice.activities.online.snapshot.Bucket;
import io.sluice.activities.online.snapshot.ViewTable;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes what a materialisation has to write, bucket by bucket in bounded batches; every repetition is a no-op by version. */
public final class Loader {
    private final OnlineStore store;
    private final Work work;
    private final ServedLoad served;
    private final Consumer<Progress> beat;

    /** Beats at least once a batch and every ten thousand rows read; what a beat throws ends the load between two batches. */
    public Loader(OnlineStore store, Work work, ServedLoad served, Consumer<Progress> beat) {
        this.store = store;
        this.work = work;
        this.served = served;
        this.beat = beat;
    }

    public MaterializationCounts load(Progress from) {
        Progress progress = from;
        while (progress.bucket() < progress.buckets()) {
            Progress done = progress;
            Tally tally = new Tally(done.counts());
            load(new Bucket(done.bucket(), done.buckets()), tally, () -> beat.accept(done));
            progress = new Progress(done.bucket() + 1, done.buckets(), tally.counts());
            beat.accept(progress);
        }
        return progress.counts();
    }

    private void load(Bucket bucket, Tally tally, Runnable alive) {
        Difference difference = Difference.of(work, bucket, alive);
        SlotRows slots = work.slots();
        Pieces<SlotWrite> values = new Pieces<>(writes -> write(writes, tally::written, alive));
        difference.write().forEach((entity, row) -> values.addAll(slots.writes(entity, row.point(), work.plan())));
        values.flush();
        Pieces<SlotWrite> endings = new Pieces<>(writes -> write(writes, tally::ended, alive));
        difference.ended().forEach(entity -> endings.addAll(slots.endings(entity, work.plan())));
        endings.flush();
        Duration ttl = work.ttl();
        if (ttl != null) {
            keep(difference.keep(), ttl, values);
        }
        alive.run();
        served.flush();
    }

    private void write(List<SlotWrite> writes, Consumer<WriteAnswer> count, Runnable alive) {
        MaterializationPlan plan = work.plan();
        alive.run();
        lookFirst(writes);
        FailPoints.hit("materialize.before-write");
        List<WriteAnswer> answers = store.write(new SlotBatch(plan.view(), plan.generation(), work.ttl(), writes));
        FailPoints.hit("materialize.after-write");
        answers.forEach(count);
        served.took(writes, answers);
    }

    /** What a run that was given up has written is archived before it is written over. */
    private void lookFirst(List<SlotWrite> writes) {
        if (served.looksFirst()) {
            List<String> entities =
                    writes.stream().map(SlotWrite::entity).distinct().toList();
            List<Map<String, StoredSlot>> stored =
                    store.read(work.plan().view(), work.plan().generation(), entities);
            for (int i = 0; i < entities.size(); i++) {
                served.found(entities.get(i), stored.get(i));
            }
            served.flush();
        }
    }

    /** Unchanged entities are still published: their time to live starts again, and those that ran out are written anew. */
    private void keep(Map<String, ViewTable.Row> unchanged, Duration ttl, Pieces<SlotWrite> values) {
        MaterializationPlan plan = work.plan();
        Pieces<String> kept = new Pieces<>(entities -> {
            List<Boolean> there = store.keep(plan.view(), plan.generation(), ttl, entities);
            for (int i = 0; i < entities.size(); i++) {
                String entity = entities.get(i);
                ViewTable.Row row = unchanged.get(entity);
                if (!there.get(i) && row != null) {
                    values.addAll(work.slots().writes(entity, row.point(), plan));
                }
            }
        });
        unchanged.keySet().forEach(entity -> kept.addAll(List.of(entity)));
        kept.flush();
        values.flush();
    }

    /** Collects things and hands them on in pieces that a store accepts. */
    private static final class Pieces<T> {
        private final Consumer<List<T>> consumer;
        private final List<T> open = new ArrayList<>();

        Pieces(Consumer<List<T>> consumer) {
            this.consumer = consumer;
        }

        void addAll(List<T> more) {
            if (open.size() + more.size() > OnlineStore.MAX_BATCH) {
                flush();
            }
            open.addAll(more);
        }

        void flush() {
            if (!open.isEmpty()) {
                consumer.accept(List.copyOf(open));
                open.clear();
            }
        }
    }
}
