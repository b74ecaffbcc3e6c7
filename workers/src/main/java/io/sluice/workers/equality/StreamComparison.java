package io.sluice.workers.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.slot.EntityRows;
import io.sluice.workers.topic.Tail;
import io.sluice.workers.topic.TopicNames;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares versions of views over one stream in all partitions of its log. */
final class StreamComparison {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ARCHIVED_WITHIN = Duration.ofMinutes(10);

    private final String bootstrapServers;
    private final Lake lake;
    private final OnlineStore store;
    private final ExpressionCompiler compiler;
    private final BooleanSupplier wanted;

    /** {@code wanted} throws when the comparison is to end. */
    StreamComparison(
            String bootstrapServers,
            Lake lake,
            OnlineStore store,
            ExpressionCompiler compiler,
            BooleanSupplier wanted) {
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.store = requireNonNull(store, "store is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.wanted = requireNonNull(wanted, "wanted is null");
    }

    /** Compares a view; what there is nothing to compare for, sentences say. */
    List<String> compare(CheckedView view, ComparedStream stream, Sampling sampling, Tally tally) {
        EntityRows rows = new EntityRows(view.plan(), view.source(), compiler);
        Archive archive = new Archive(lake, stream.source());
        SortedMap<Integer, Checkpoint> newest = newest(view, stream);
        int tooLarge = 0;
        for (Checkpoint checkpoint : newest.values()) {
            PartitionCheck check = new PartitionCheck(view, stream, checkpoint, store, tally);
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                SampledUpdates updates = new SampledUpdates(
                        consumer, new TopicPartition(view.updates(), checkpoint.partition()), sampling);
                updates.readToEnd();
                check.online(updates);
                awaitArchive(check, archive, checkpoint, stream.source());
                check.archive(lake, updates, rows, sampling);
            }
            tooLarge += check.tooLarge();
        }
        List<String> sentences = uncompared(view, stream, newest, tally);
        if (tooLarge > 0) {
            sentences.add(
                    "E1, E2, ONLINE: %d entities of view %s have more than %d rows, or updates of %d bytes; compare fewer entities, of which more is kept"
                            .formatted(tooLarge, view.app(), sampling.rows(), sampling.bytes()));
        }
        return sentences;
    }

    private static List<String> uncompared(
            CheckedView view, ComparedStream stream, SortedMap<Integer, Checkpoint> newest, Tally tally) {
        List<String> sentences = new ArrayList<>();
        if (newest.size() < stream.logPartitions()) {
            sentences.add("E1, E2: view %s has no checkpoint of incarnation %d in %d of %d partitions"
                    .formatted(
                            view.app(),
                            stream.rules().epoch(),
                            stream.logPartitions() - newest.size(),
                            stream.logPartitions()));
        }
        if (!newest.isEmpty() && !tally.hasCounted("E1", view.app())) {
            sentences.add("E1, E2: no entity has a value in view %s".formatted(view.app()));
        }
        if (!tally.hasCounted("ONLINE", view.app())) {
            sentences.add("ONLINE: nothing of view %s is read online, or it may be gone by its time to live"
                    .formatted(view.app()));
        }
        return sentences;
    }

    /** Of the incarnation whose history and ranges are known: another one, before or after it, stands on others. */
    private SortedMap<Integer, Checkpoint> newest(CheckedView view, ComparedStream stream) {
        List<Integer> partitions =
                IntStream.range(0, stream.logPartitions()).boxed().toList();
        SortedMap<Integer, Checkpoint> newest = new TreeMap<>();
        try (Tail checkpoints = new Tail(bootstrapServers, new TopicNames(view.slot()).checkpoints())) {
            checkpoints
                    .newest(partitions, partition -> (view.app() + "/" + partition).getBytes(StandardCharsets.UTF_8))
                    .forEach((partition, value) -> newest.put(partition, Checkpoint.decode(value)));
        }
        newest.values()
                .removeIf(checkpoint -> checkpoint.epoch() != stream.rules().epoch());
        return newest;
    }

    /** An archive is a minute behind its log; a sink that does not run at all is somebody's to start. */
    private void awaitArchive(PartitionCheck check, Archive archive, Checkpoint checkpoint, Source source) {
        long deadline = System.nanoTime() + ARCHIVED_WITHIN.toNanos();
        while (wanted.getAsBoolean() && !check.isArchived(archive)) {
            if (System.nanoTime() > deadline) {
                throw ApplicationFailure.newFailure(
                        "Table events.%s is not as far as checkpoint %d of partition %d: see that its lake sink runs"
                                .formatted(source.name(), checkpoint.end(), checkpoint.partition()),
                        "ArchiveBehind");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
