package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.workers.replay.CommittedPartition;
import io.sluice.workers.replay.PartitionHistory;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives a view app the state with which it begins: certified history before the cutover, then the archive, then what only the topic
 * has; from there the app goes on at the exact offset (decision 068).
 *
 * <p>What an app begins with is one transaction for each partition: state, the slot of every entity as it is then, a checkpoint, and
 * the offset of the log. An app that has an offset has begun, so this is done once, whoever dies or comes twice: who loads a
 * partition first shuts out whoever else was about to, then asks for the offset, and only then reads the log.
 */
final class StateLoader {
    private static final byte[] NOTHING = {};

    /** How long to wait before a log that has no time yet is read again. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final Lake lake;
    private final ViewApp app;
    private final HostedStream stream;
    private final Source source;
    private final TopicNames names;
    private final String bootstrapServers;

    StateLoader(Lake lake, ViewApp app, HostedStream stream) {
        this.lake = requireNonNull(lake, "lake is null");
        this.app = requireNonNull(app, "app is null");
        this.stream = requireNonNull(stream, "stream is null");
        source = stream.source();
        names = new TopicNames(source.name());
        bootstrapServers = stream.settings().bootstrapServers();
        if (stream.history() != null
                && requireNonNull(source.stream(), "stream is null").keyed()) {
            throw new IllegalArgumentException(
                    "Invalid source %s: it has history before the cutover, and its topic is keyed by whoever writes it, so that nobody knows in which partition an entity of the history is; set keyed to false"
                            .formatted(source.name()));
        }
    }

    /**
     * Loads every partition in which the app has not begun. May take as long as reading the lake.
     *
     * @throws io.sluice.workers.replay.SealedException when a later incarnation has begun
     * @throws org.apache.kafka.common.KafkaException when somebody else has begun to load the same; a retry finds what it did
     */
    void load(Wanted wanted) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<TopicPartition> begun = begun(admin, app.applicationId(), new ListConsumerGroupOffsetsOptions());
            List<Integer> missing = IntStream.range(0, stream.logPartitions())
                    .filter(partition -> !begun.contains(input(partition)))
                    .boxed()
                    .toList();
            if (!missing.isEmpty()) {
                new Topics(
                                admin,
                                TopicSettings.of(
                                        stream.logPartitions(),
                                        stream.settings().replication()))
                        .prepareState(stateTopic());
            }
            EntityRows rows = missing.isEmpty() ? null : app.rows();
            missing.forEach(partition -> load(admin, partition, requireNonNull(rows), wanted));
        }
    }

    /** The places from which an app goes on: there it has begun. */
    static Set<TopicPartition> begun(Admin admin, String applicationId, ListConsumerGroupOffsetsOptions how) {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(applicationId, how)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.keySet().stream()
                    .filter(place -> offsets.get(place) != null)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked for offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not say where an app stands", e.getCause());
        }
    }

    private TopicPartition input(int partition) {
        return new TopicPartition(names.accepted(), partition);
    }

    private String stateTopic() {
        return Takeover.stateTopic(app.applicationId(), SlotProcessor.STORE);
    }

    private void load(Admin admin, int partition, EntityRows rows, Wanted wanted) {
        wanted.check();
        try (StateWriter writer = StateWriter.begin(bootstrapServers, app.applicationId(), partition)) {
            // An offset of a transaction that is not over counts neither as there nor as missing.
            if (begun(admin, app.applicationId(), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .contains(input(partition))) {
                return;
            }
            while (!load(partition, rows, writer, wanted)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                wanted.check();
            }
        }
    }

    /**
     * Loads a partition as it is now.
     *
     * @return false where there is history and the log has no time yet: all of the history would wait for the first tick, to be
     *     taken in while that one record is processed. Ticks come within {@code idle_after}.
     */
    private boolean load(int partition, EntityRows rows, StateWriter writer, Wanted wanted) {
        try (ReplayedLog log = ReplayedLog.open(lake, bootstrapServers, source, partition, wanted);
                ScratchStore state = ScratchStore.open(stream.settings().stateFolder());
                ScratchStore changed = ScratchStore.open(stream.settings().stateFolder())) {
            SlotMachine machine = app.machine(partition, state);
            Replay replay = new Replay(machine, changed, rows, judged(partition));
            log.forEach(replay);
            if (stream.history() != null && machine.clock() == Stamp.NOTHING) {
                return false;
            }
            replay.judge();
            history(partition, replay, wanted);
            while (!machine.catchUp(replay::changed)) {
                wanted.check();
            }
            shown(partition, changed, wanted);
            restate(machine, changed, partition, writer);
            writer.replace(new TopicPartition(stateTopic(), partition), state, stream.epoch(), wanted);
            FailPoints.hit("load-state.before-commit");
            writer.commit(app.applicationId(), input(partition), log.end());
            FailPoints.hit("load-state.after-commit");
            return true;
        }
    }

    /** The offset up to which the app of an incarnation before this one has judged the log; 0 where there was none. */
    private long judged(int partition) {
        byte[] key = Output.checkpointKey(app.name(), partition);
        try (Tail checkpoints = new Tail(bootstrapServers, names.checkpoints())) {
            byte[] newest = checkpoints.newest(List.of(partition), each -> key).get(partition);
            return newest == null ? 0 : Checkpoint.decode(newest).judgedTo();
        }
    }

    /** The log as it is replayed; which entities it changed is kept. */
    private static final class Replay implements ReplayedLog.Visitor {
        private final SlotMachine machine;
        private final ScratchStore changed;
        private final EntityRows rows;
        private final long judged;
        private boolean judging;

        Replay(SlotMachine machine, ScratchStore changed, EntityRows rows, long judged) {
            this.rows = rows;
            this.machine = machine;
            this.changed = changed;
            this.judged = judged;
        }

        @Override
        public void take(long offset, LogRecord record, Standing standing) {
            @Nullable Object @Nullable [] columns = rows.columns(record);
            @Nullable EntityRow row = rows.of(record, columns).orElse(null);
            if (standing == Standing.SUPERSEDED) {
                // What it did to its entity may be in the store: the entity is given anew, perhaps as empty.
                if (row != null) {
                    changed(row.entity());
                }
                return;
            }
            if (offset >= judged) {
                judge();
            }
            machine.apply(offset, record, row, columns, this::changed);
        }

        /** What comes from here on has been judged by nobody. */
        void judge() {
            if (!judging) {
                machine.judgeFrom(judged);
                judging = true;
            }
        }

        void recall(long eventTime, String eventId, @Nullable Object[] columns) {
            rows.of(eventTime, eventId, columns).ifPresent(row -> machine.recall(row, this::changed));
        }

        private void changed(Update update) {
            changed(update.entity());
        }

        private void changed(String entity) {
            changed.put(entity.getBytes(StandardCharsets.UTF_8), NOTHING);
        }
    }

    /** Entities that have updates: one of which neither log nor history have a row any more is given anew as empty. */
    private void shown(int partition, ScratchStore changed, Wanted wanted) {
        TopicPartition place = new TopicPartition(updates(), partition);
        try (CommittedPartition updates = new CommittedPartition(bootstrapServers, place, wanted)) {
            updates.forEach(updates.begin(), updates.end(), record -> changed.put(record.key(), NOTHING));
        }
    }

    private String updates() {
        return names.updates(app.plan().view().name(), app.version());
    }

    private void history(int partition, Replay replay, Wanted wanted) {
        Long snapshot = stream.history();
        if (snapshot == null) {
            return;
        }
        new PartitionHistory(lake, source, stream.logPartitions())
                .forEach(snapshot, partition, wanted::check, replay::recall);
    }

    private void restate(SlotMachine machine, ScratchStore changed, int partition, StateWriter writer) {
        machine.forgetUpdates();
        if (machine.clock() == Stamp.NOTHING) {
            return;
        }
        String updates = updates();
        changed.forEach((entity, nothing) -> {
            machine.restate(
                    new String(entity, StandardCharsets.UTF_8),
                    update -> writer.send(updates, partition, entity, update.encoded()));
            return Step.ON;
        });
        Checkpoint covering = machine.restated();
        writer.send(names.checkpoints(), partition, Output.checkpointKey(app.name(), partition), covering.encoded());
    }
}
