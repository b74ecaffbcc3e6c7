package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.replay.CommittedPartition;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.ScratchStore;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.Tail;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
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

/** A view app that is given the state with which it begins: what it has with the broker, and what its loaders ask of it there. */
record LoadedApp(Lake lake, ViewApp app, HostedStream stream) {
    /** What a set of keys has as values. */
    static final byte[] NOTHING = {};

    private static final long LOOK_NANOS = 500_000_000;

    LoadedApp {
        requireNonNull(lake, "lake is null");
        requireNonNull(app, "app is null");
        requireNonNull(stream, "stream is null");
    }

    Source source() {
        return stream.source();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    private String bootstrapServers() {
        return stream.settings().bootstrapServers();
    }

    private TopicNames names() {
        return new TopicNames(source().name());
    }

    List<Integer> partitions() {
        return IntStream.range(0, stream.logPartitions()).boxed().toList();
    }

    /** A partition of the log, which is what the app reads. */
    TopicPartition input(int partition) {
        return new TopicPartition(names().accepted(), partition);
    }

    TopicPartition updates(int partition) {
        return new TopicPartition(names().updates(app.plan().view().name(), app.version()), partition);
    }

    TopicPartition state(String store, int partition) {
        return new TopicPartition(Takeover.stateTopic(app.applicationId(), store), partition);
    }

    /** Makes the topics of these stores where they are missing, as Kafka Streams would. */
    void prepareState(Admin admin, String... stores) {
        Topics topics = new Topics(
                admin,
                TopicSettings.of(stream.logPartitions(), stream.settings().replication()));
        for (String store : stores) {
            topics.prepareState(Takeover.stateTopic(app.applicationId(), store));
        }
    }

    StateWriter write(int partition) {
        return StateWriter.begin(bootstrapServers(), app.applicationId(), partition);
    }

    ReplayedLog log(int partition, Wanted wanted) {
        return ReplayedLog.open(lake, bootstrapServers(), source(), partition, wanted);
    }

    ScratchStore scratch() {
        return ScratchStore.open(stream.settings().stateFolder());
    }

    /** The partitions of the log in which the app has begun: there it has an offset from which it goes on. */
    Set<Integer> begun(Admin admin) {
        return begun(admin, new ListConsumerGroupOffsetsOptions());
    }

    /** The same once no transaction is open: an offset of one that is not over counts neither as there nor as missing. */
    Set<Integer> surelyBegun(Admin admin) {
        return begun(admin, new ListConsumerGroupOffsetsOptions().requireStable(true));
    }

    private Set<Integer> begun(Admin admin, ListConsumerGroupOffsetsOptions how) {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(app.applicationId(), how)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.keySet().stream()
                    .filter(place -> offsets.get(place) != null && place.topic().equals(names().accepted()))
                    .map(TopicPartition::partition)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked for offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not say where an app stands", e.getCause());
        }
    }

    /**
     * Waits until the app has begun in all partitions: of several processes of one app the first one loads. If all did, each would
     * shut out the one before it, and none would come to an end.
     */
    void awaitBegun(Wanted wanted) {
        try (Admin admin = admin()) {
            while (!begun(admin).containsAll(partitions())) {
                wanted.check();
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** The offset up to which the app of an incarnation before this one has judged a partition of the log; 0 where there was none. */
    long judged(int partition) {
        try (Tail checkpoints = new Tail(bootstrapServers(), names().checkpoints())) {
            byte[] newest = checkpoints
                    .newest(List.of(partition), each -> checkpointKey(partition))
                    .get(partition);
            return newest == null ? 0 : Checkpoint.decode(newest).judgedTo();
        }
    }

    /** Notes the entities that have updates: one of which neither log nor history have a row any more is given anew as empty. */
    void shown(int partition, ScratchStore entities, Wanted wanted) {
        try (CommittedPartition updates = new CommittedPartition(bootstrapServers(), updates(partition), wanted)) {
            updates.forEach(updates.begin(), updates.end(), record -> entities.put(record.key(), NOTHING));
        }
    }

    /**
     * Says how far the state goes. To be written last: the topic is that of all views of the source, and none of them is read beyond a
     * transaction that is open.
     */
    void cover(StateWriter writer, Checkpoint checkpoint) {
        int partition = checkpoint.partition();
        writer.send(names().checkpoints(), partition, checkpointKey(partition), checkpoint.encoded());
    }

    private byte[] checkpointKey(int partition) {
        return Output.checkpointKey(app.name(), partition);
    }
}
