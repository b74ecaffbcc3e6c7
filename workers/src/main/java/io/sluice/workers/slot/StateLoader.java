package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.workers.replay.PartitionHistory;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.ReplayedLog.Standing;
import io.sluice.workers.replay.ScratchStore;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
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
    /** How long to wait before a log that has no time yet is read again. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final LoadedApp loaded;
    private final HostedStream stream;

    StateLoader(LoadedApp loaded) {
        this.loaded = requireNonNull(loaded, "loaded is null");
        this.stream = loaded.stream();
        if (stream.history() != null
                && requireNonNull(loaded.source().stream(), "stream is null").keyed()) {
            throw new IllegalArgumentException(
                    "Invalid source %s: it has history before the cutover, and its topic is keyed by whoever writes it, so that nobody knows in which partition an entity of the history is; set keyed to false"
                            .formatted(loaded.source().name()));
        }
    }

    /**
     * Loads every partition in which the app has not begun. May take as long as reading the lake.
     *
     * @throws io.sluice.workers.replay.SealedException when a later incarnation has begun
     * @throws org.apache.kafka.common.KafkaException when somebody else has begun to load the same; a retry finds what it did
     */
    void load(Wanted wanted) {
        load(FirstTick.of(stream), wanted);
    }

    void load(FirstTick tick, Wanted wanted) {
        try (Admin admin = loaded.admin()) {
            Set<Integer> begun = loaded.begun(admin);
            List<Integer> missing = loaded.partitions().stream()
                    .filter(partition -> !begun.contains(partition))
                    .toList();
            if (!missing.isEmpty()) {
                loaded.prepareState(admin, SlotProcessor.STORE);
                EntityRows rows = loaded.app().rows();
                missing.forEach(partition -> load(admin, partition, rows, tick, wanted));
            }
        }
    }

    private void load(Admin admin, int partition, EntityRows rows, FirstTick tick, Wanted wanted) {
        wanted.check();
        try (StateWriter writer = loaded.write(partition)) {
            if (loaded.surelyBegun(admin).contains(partition)) {
                return;
            }
            while (!load(partition, rows, writer, tick, wanted)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                wanted.check();
            }
        }
    }

    /**
     * Loads a partition as it is now.
     *
     * @return false where the log has no time yet, and its first tick is awaited
     */
    private boolean load(int partition, EntityRows rows, StateWriter writer, FirstTick tick, Wanted wanted) {
        try (ReplayedLog log = loaded.log(partition, wanted);
                ScratchStore state = loaded.scratch();
                ScratchStore changed = loaded.scratch()) {
            SlotMachine machine = loaded.app().machine(partition, state);
            Replay replay = new Replay(machine, changed, rows, loaded.judged(partition));
            log.forEach(replay);
            if (machine.clock() == Stamp.NOTHING && tick.isAwaited()) {
                return false;
            }
            replay.judge();
            history(partition, replay, wanted);
            while (!machine.catchUp(replay::changed)) {
                wanted.check();
            }
            loaded.shown(partition, changed, wanted);
            Optional<Checkpoint> covering = restate(machine, changed, loaded.updates(partition), writer);
            writer.replace(loaded.state(SlotProcessor.STORE, partition), state, stream.epoch(), wanted);
            covering.ifPresent(checkpoint -> loaded.cover(writer, checkpoint));
            FailPoints.hit("load-state.before-commit");
            writer.commit(loaded.app().applicationId(), loaded.input(partition), log.end());
            FailPoints.hit("load-state.after-commit");
            return true;
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
            changed.put(entity.getBytes(StandardCharsets.UTF_8), LoadedApp.NOTHING);
        }
    }

    private void history(int partition, Replay replay, Wanted wanted) {
        Long snapshot = stream.history();
        if (snapshot != null) {
            new PartitionHistory(loaded.lake(), loaded.source(), stream.logPartitions())
                    .forEach(snapshot, partition, wanted::check, replay::recall);
        }
    }

    /** Gives the slots as they are now; empty where there is no time yet, and so nothing to give. */
    private static Optional<Checkpoint> restate(
            SlotMachine machine, ScratchStore changed, TopicPartition updates, StateWriter writer) {
        machine.forgetUpdates();
        if (machine.clock() == Stamp.NOTHING) {
            return Optional.empty();
        }
        changed.forEach((entity, nothing) -> {
            machine.restate(
                    new String(entity, StandardCharsets.UTF_8),
                    update -> writer.send(updates.topic(), updates.partition(), entity, update.encoded()));
            return Step.ON;
        });
        return Optional.of(machine.restated());
    }
}
