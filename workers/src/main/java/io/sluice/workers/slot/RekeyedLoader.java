package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.rekey.LogSplit;
import io.sluice.definitions.rekey.MetSlots;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.workers.replay.CommittedPartition;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.ReplayedLog.Standing;
import io.sluice.workers.replay.ScratchStore;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.Tail;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives the app of a re-keyed view the state with which it begins, as {@link StateLoader} does for others. Every partition of the view
 * is made of all partitions of the log, so all are loaded at once and in one transaction: an app that has an offset in one has begun
 * in all. What may still be in its own topic from before says nothing new and is passed over ({@link MetSlots#apply}).
 */
final class RekeyedLoader {
    private static final byte[] NOTHING = {};
    private static final long PAUSE_NANOS = 500_000_000;

    private final Lake lake;
    private final ViewApp app;
    private final HostedStream stream;
    private final Source source;
    private final TopicNames names;
    private final String bootstrapServers;

    RekeyedLoader(Lake lake, ViewApp app, HostedStream stream) {
        this.lake = requireNonNull(lake, "lake is null");
        this.app = requireNonNull(app, "app is null");
        this.stream = requireNonNull(stream, "stream is null");
        source = stream.source();
        names = new TopicNames(source.name());
        bootstrapServers = stream.settings().bootstrapServers();
    }

    /**
     * Loads all partitions unless the app has begun. May take as long as reading the lake.
     *
     * @throws io.sluice.workers.replay.SealedException when a later incarnation has begun
     * @throws org.apache.kafka.common.KafkaException when somebody else has begun to load the same; a retry finds what it did
     */
    void load(Wanted wanted) {
        wanted.check();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                // first: whoever loads the same at once is shut out, so that what is asked next stays true
                StateWriter writer = StateWriter.begin(bootstrapServers, app.applicationId(), 0)) {
            Set<TopicPartition> begun = StateLoader.begun(
                    admin, app.applicationId(), new ListConsumerGroupOffsetsOptions().requireStable(true));
            if (begun.stream().anyMatch(place -> place.topic().equals(names.accepted()))) {
                return;
            }
            Topics topics = new Topics(
                    admin,
                    TopicSettings.of(stream.logPartitions(), stream.settings().replication()));
            topics.prepareState(stateTopic(SplitProcessor.STORE));
            topics.prepareState(stateTopic(SlotProcessor.STORE));
            while (!load(writer, app.rows(), wanted)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                wanted.check();
            }
        }
    }

    /** Answers false where there is history and the log has no time yet: ticks come within {@code idle_after}. */
    private boolean load(StateWriter writer, EntityRows rows, Wanted wanted) {
        try (Loaded loaded = new Loaded(rows, wanted)) {
            loaded.readLog();
            if (stream.history() != null && loaded.isTimeless()) {
                return false;
            }
            loaded.readHistory();
            loaded.catchUp();
            loaded.readShown();
            loaded.writeAll(writer);
            return true;
        }
    }

    private String stateTopic(String store) {
        return Takeover.stateTopic(app.applicationId(), store);
    }

    private String updates() {
        return names.updates(app.plan().view().name(), app.version());
    }

    /** The offset up to which an incarnation before this one has judged a partition of the log; 0 where there was none. */
    private long judged(int partition) {
        byte[] key = Output.checkpointKey(app.name(), partition);
        try (Tail checkpoints = new Tail(bootstrapServers, names.checkpoints())) {
            byte[] newest = checkpoints.newest(List.of(partition), each -> key).get(partition);
            return newest == null ? 0 : Checkpoint.decode(newest).judgedTo();
        }
    }

    /** One partition of the view while it is loaded. */
    private final class Loading implements AutoCloseable {
        private final ScratchStore state = ScratchStore.open(stream.settings().stateFolder());
        private final ScratchStore changed = ScratchStore.open(stream.settings().stateFolder());
        private final MetSlots slots;

        Loading(int partition) {
            slots = app.met(partition, state);
        }

        void changed(Update update) {
            changed(update.entity());
        }

        void changed(String entity) {
            changed.put(entity.getBytes(StandardCharsets.UTF_8), NOTHING);
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
                log.add(ScratchStore.open(stream.settings().stateFolder()));
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
                new TrustedHistory(lake, source).forEach(snapshot, (eventTime, eventId, columns) -> {
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

        /** Entities that have updates: one of which neither log nor history have a row any more is given anew as empty. */
        void readShown() {
            for (int partition = 0; partition < view.size(); partition++) {
                Loading each = view.get(partition);
                TopicPartition place = new TopicPartition(updates(), partition);
                try (CommittedPartition updates = new CommittedPartition(bootstrapServers, place, wanted)) {
                    updates.forEach(updates.begin(), updates.end(), record -> each.changed.put(record.key(), NOTHING));
                }
            }
        }

        private void read(int partition) {
            try (ReplayedLog replayed = ReplayedLog.open(lake, bootstrapServers, source, partition, wanted)) {
                LogSplit split = app.split(partition, log.get(partition));
                Replay replay = new Replay(split, judged(partition));
                replayed.forEach(replay);
                replay.judge();
                take(split.standing());
                ends.put(new TopicPartition(names.accepted(), partition), replayed.end());
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
            for (int partition = 0; partition < log.size(); partition++) {
                Loading each = view.get(partition);
                restate(each, partition, writer);
                writer.replace(
                        new TopicPartition(stateTopic(SlotProcessor.STORE), partition),
                        each.state,
                        stream.epoch(),
                        wanted);
                writer.replace(
                        new TopicPartition(stateTopic(SplitProcessor.STORE), partition),
                        log.get(partition),
                        stream.epoch(),
                        wanted);
            }
            FailPoints.hit("load-state.before-commit");
            writer.commit(app.applicationId(), ends);
            FailPoints.hit("load-state.after-commit");
        }

        private void restate(Loading each, int partition, StateWriter writer) {
            each.slots.forgetUpdates();
            if (each.slots.clock() == Stamp.NOTHING) {
                return;
            }
            String updates = updates();
            each.changed.forEach((entity, nothing) -> {
                each.slots.restate(
                        new String(entity, StandardCharsets.UTF_8),
                        update -> writer.send(updates, partition, entity, update.encoded()));
                return Step.ON;
            });
            Checkpoint covering = each.slots.checkpoint();
            writer.send(
                    names.checkpoints(), partition, Output.checkpointKey(app.name(), partition), covering.encoded());
        }

        @Override
        public void close() {
            view.forEach(Loading::close);
            log.forEach(ScratchStore::close);
        }
    }
}
