package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.rekey.LogSplit;
import io.sluice.definitions.rekey.MetSlots;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.ReplayedLog.Standing;
import io.sluice.workers.replay.ScratchStore;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives the app of a re-keyed view the state with which it begins, as {@link StateLoader} does for others. Every partition of the view
 * is made of all partitions of the log, so all are loaded at once and in one transaction: an app that has an offset in one has begun
 * in all. What may still be in its own topic from before says nothing new and is passed over ({@link MetSlots#apply}).
 */
final class RekeyedLoader {
    private static final long PAUSE_NANOS = 500_000_000;

    private final LoadedApp loaded;
    private final ViewApp app;
    private final HostedStream stream;

    RekeyedLoader(LoadedApp loaded) {
        this.loaded = requireNonNull(loaded, "loaded is null");
        this.app = loaded.app();
        this.stream = loaded.stream();
    }

    /**
     * Loads all partitions unless the app has begun. May take as long as reading the lake.
     *
     * @throws io.sluice.workers.replay.SealedException when a later incarnation has begun
     * @throws org.apache.kafka.common.KafkaException when somebody else has begun to load the same; a retry finds what it did
     */
    void load(Wanted wanted) {
        load(FirstTick.of(stream), wanted);
    }

    void load(FirstTick tick, Wanted wanted) {
        wanted.check();
        try (Admin admin = loaded.admin();
                // first: whoever loads the same at once is shut out, so that what is asked next stays true
                StateWriter writer = loaded.write(0)) {
            if (!loaded.surelyBegun(admin).isEmpty()) {
                return;
            }
            loaded.prepareState(admin, SplitProcessor.STORE, SlotProcessor.STORE);
            while (!load(writer, app.rows(), tick, wanted)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                wanted.check();
            }
        }
    }

    /** Answers false where the log has no time yet, and its first tick is awaited. */
    private boolean load(StateWriter writer, EntityRows rows, FirstTick tick, Wanted wanted) {
        try (Loaded all = new Loaded(rows, wanted)) {
            all.readLog();
            if (all.isTimeless() && tick.isAwaited()) {
                return false;
            }
            all.readHistory();
            all.catchUp();
            all.readShown();
            all.writeAll(writer);
            return true;
        }
    }

    /** One partition of the view while it is loaded. */
    private final class Loading implements AutoCloseable {
        private final ScratchStore state = loaded.scratch();
        private final ScratchStore changed = loaded.scratch();
        private final MetSlots slots;

        Loading(int partition) {
            slots = app.met(partition, state);
        }

        void changed(Update update) {
            changed(update.entity());
        }

        void changed(String entity) {
            changed.put(entity.getBytes(StandardCharsets.UTF_8), LoadedApp.NOTHING);
        }

        @Override
        public void close() {
            state.close();
            changed.close();
        }
    }

    /** All partitions of the view, and what was read of those of the log. */
    private final class Loaded implements AutoCloseable {
        private final EntityRows rows;
        private final Wanted wanted;
        private final List<Loading> view = new ArrayList<>();
        private final List<ScratchStore> log = new ArrayList<>();
        private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();

        Loaded(EntityRows rows, Wanted wanted) {
            this.rows = rows;
            this.wanted = wanted;
            for (int partition = 0; partition < stream.logPartitions(); partition++) {
                view.add(new Loading(partition));
                log.add(loaded.scratch());
            }
        }

        void readLog() {
            for (int partition = 0; partition < log.size(); partition++) {
                read(partition);
            }
        }

        boolean isTimeless() {
            return view.stream().allMatch(each -> each.slots.clock() == Stamp.NOTHING);
        }

        void readHistory() {
            Long snapshot = stream.history();
            if (snapshot != null) {
                new TrustedHistory(loaded.lake(), loaded.source()).forEach(snapshot, (eventTime, eventId, columns) -> {
                    wanted.check();
                    rows.of(eventTime, eventId, columns).ifPresent(this::recall);
                });
            }
        }

        void catchUp() {
            for (Loading each : view) {
                while (!each.slots.catchUp(each::changed)) {
                    wanted.check();
                }
            }
        }

        void readShown() {
            for (int partition = 0; partition < view.size(); partition++) {
                loaded.shown(partition, view.get(partition).changed, wanted);
            }
        }

        private void read(int partition) {
            try (ReplayedLog replayed = loaded.log(partition, wanted)) {
                LogSplit split = app.split(partition, log.get(partition));
                Replay replay = new Replay(split, loaded.judged(partition));
                replayed.forEach(replay);
                replay.judge();
                take(split.standing());
                ends.put(loaded.input(partition), replayed.end());
            }
        }

        private void recall(EntityRow row) {
            Loading to = view.get(app.partition(row.entity()));
            to.slots.recall(row, to::changed);
        }

        private void take(Rekeyed record) {
            List<Loading> all = record.isRow() ? List.of(view.get(app.partition(record.entity()))) : view;
            all.forEach(each -> each.slots.apply(record, each::changed));
        }

        /** One partition of the log as it is replayed. */
        private final class Replay implements ReplayedLog.Visitor {
            private final LogSplit split;
            private final long judged;
            private boolean judging;

            Replay(LogSplit split, long judged) {
                this.split = split;
                this.judged = judged;
            }

            @Override
            public void take(long offset, LogRecord record, Standing standing) {
                @Nullable Object @Nullable [] columns = rows.columns(record);
                @Nullable EntityRow row = rows.of(record, columns).orElse(null);
                if (standing == Standing.SUPERSEDED) {
                    // What it did to its entity may be in the store: the entity is given anew, perhaps as empty.
                    if (row != null) {
                        view.get(app.partition(row.entity())).changed(row.entity());
                    }
                    return;
                }
                if (offset >= judged) {
                    judge();
                }
                split.apply(offset, record, row, columns).ifPresent(Loaded.this::take);
            }

            /** What comes from here on has been judged by nobody. */
            void judge() {
                if (!judging) {
                    split.judgeFrom(judged);
                    judging = true;
                }
            }
        }

        void writeAll(StateWriter writer) {
            List<Checkpoint> covering = new ArrayList<>();
            for (int partition = 0; partition < log.size(); partition++) {
                Loading each = view.get(partition);
                restate(each, loaded.updates(partition), writer).ifPresent(covering::add);
                replace(SlotProcessor.STORE, partition, each.state, writer);
                replace(SplitProcessor.STORE, partition, log.get(partition), writer);
            }
            covering.forEach(checkpoint -> loaded.cover(writer, checkpoint));
            FailPoints.hit("load-state.before-commit");
            writer.commit(app.applicationId(), ends);
            FailPoints.hit("load-state.after-commit");
        }

        private void replace(String store, int partition, ScratchStore by, StateWriter writer) {
            writer.replace(loaded.state(store, partition), by, stream.epoch(), wanted);
        }

        /** Gives the slots as they are now; empty where there is no time yet, and so nothing to give. */
        private Optional<Checkpoint> restate(Loading each, TopicPartition updates, StateWriter writer) {
            each.slots.forgetUpdates();
            if (each.slots.clock() == Stamp.NOTHING) {
                return Optional.empty();
            }
            each.changed.forEach((entity, nothing) -> {
                each.slots.restate(
                        new String(entity, StandardCharsets.UTF_8),
                        update -> writer.send(updates.topic(), updates.partition(), entity, update.encoded()));
                return Step.ON;
            });
            return Optional.of(each.slots.checkpoint());
        }

        @Override
        public void close() {
            view.forEach(Loading::close);
            log.forEach(ScratchStore::close);
        }
    }
}
