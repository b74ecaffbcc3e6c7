package io.sluice.workers.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.OnlineStoreUnavailableException;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Judgement;
import io.sluice.definitions.slot.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A view app by hand: seeded updates and checkpoints of one source, and what must be online after them. */
final class UpdateFeed implements AutoCloseable {
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final int ENTITIES = 60;

    private final String source;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Partition> partitions = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();
    private long epoch = 1;

    private record Sent(long offset, Update update) {}

    private static final class Partition {
        private final List<Sent> sent = new ArrayList<>();
        private long sequence;
        private long released;
    }

    UpdateFeed(String address, String source, int partitions, long seed) {
        this.source = source;
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer());
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new Partition());
        }
    }

    /** Updates of a partition that nothing covers yet. */
    void update(int number, int updates) {
        Partition partition = partitions.get(number);
        for (int i = 0; i < updates; i++) {
            String entity = "p" + number + "-" + random.nextInt(ENTITIES);
            Long value = random.nextInt(8) == 0 ? null : random.nextLong();
            Update update = new Update(
                    entity, partition.sent.size(), epoch, ++partition.sequence, 0, 0, SinkViews.slot(source, value));
            send("updates." + SinkViews.VIEW + "_v1." + source, number, entity, update.encoded());
            partition.sent.add(new Sent(partition.sent.size(), update));
        }
    }

    /** A checkpoint that releases all updates but the newest ones; never fewer than were released before. */
    void release(int number, int butTheNewest) {
        Partition partition = partitions.get(number);
        partition.released = Math.max(partition.released, partition.sequence - butTheNewest);
        Checkpoint checkpoint = new Checkpoint(
                "definition",
                epoch,
                number,
                partition.sent.size(),
                0,
                0,
                partition.sequence,
                partition.released,
                Map.of(),
                0,
                0,
                Judgement.NONE,
                null,
                List.of());
        send("checkpoints." + source, number, "another_v1/" + number, checkpoint.encoded());
        send("checkpoints." + source, number, SinkViews.VIEW + "_v1/" + number, checkpoint.encoded());
        producer.flush();
    }

    /** Some of everything in every partition. */
    void goOn(int updates) {
        for (int number = 0; number < partitions.size(); number++) {
            update(number, 1 + random.nextInt(updates));
            release(number, random.nextInt(5));
        }
    }

    /** The next incarnation gives every value anew; what the one before had not released is never shown. */
    void beginEpoch() {
        epoch++;
        partitions.forEach(partition -> {
            partition.sequence = 0;
            partition.released = 0;
        });
    }

    private void send(String topic, int partition, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Whether a generation holds what it must now. */
    boolean isOnline(OnlineStore store, long generation) {
        return stored(store, generation).equals(expected());
    }

    /** Waits until a generation holds the last released update of every entity, and nothing else. */
    void awaitOnline(OnlineStore store, long generation, Supplier<String> explanation) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Map<String, String> expected = expected();
        Map<String, String> found = stored(store, generation);
        while (!found.equals(expected)) {
            if (System.nanoTime() > deadline) {
                assertThat(found).as(explanation.get()).isEqualTo(expected);
            }
            found = stored(store, generation);
        }
    }

    /** Version and slot of every entity by the naive rule: of the newest epoch, the last update that is released. */
    private Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        for (Partition partition : partitions) {
            for (Sent sent : partition.sent) {
                Update update = sent.update();
                if (update.epoch() == epoch && update.sequence() <= partition.released) {
                    SlotVersion version = new SlotVersion(epoch, sent.offset());
                    boolean ended = Arrays.equals(update.slot(), SinkViews.slot(source, null));
                    expected.put(update.entity(), text(version, ended ? new byte[0] : update.slot()));
                }
            }
        }
        return expected;
    }

    private Map<String, String> stored(OnlineStore store, long generation) {
        List<String> entities = new ArrayList<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            for (int i = 0; i < ENTITIES; i++) {
                entities.add("p" + partition + "-" + i);
            }
        }
        Map<String, String> found = new TreeMap<>();
        List<Map<String, StoredSlot>> slots = read(store, generation, entities);
        for (int i = 0; i < entities.size(); i++) {
            StoredSlot slot = slots.get(i).get(source);
            if (slot != null) {
                found.put(entities.get(i), text(SlotVersion.decode(slot.version()), slot.row()));
                seen.add(entities.get(i) + " " + found.get(entities.get(i)));
            }
        }
        return found;
    }

    private static List<Map<String, StoredSlot>> read(OnlineStore store, long generation, List<String> entities) {
        try {
            return store.read(SinkViews.VIEW, generation, entities);
        } catch (OnlineStoreUnavailableException e) {
            return Collections.nCopies(entities.size(), Map.of());
        }
    }

    /**
     * The archive holds every value that was ever seen in the store, each once, nothing that was not released, and the instants
     * that the store says.
     */
    void checkArchived(ServedArchive archive, OnlineStore store, long generation) {
        List<ServedRow> rows = archive.read("v1").stream()
                .filter(row -> row.isWrite() && row.generation() == generation)
                .toList();
        assertThat(rows).extracting(ServedRow::id).doesNotHaveDuplicates();
        Map<String, Long> archived = new TreeMap<>();
        rows.forEach(row -> archived.put(row.entity() + " " + text(row.id().version(), row.row()), row.appliedAt()));
        assertThat(archived.keySet()).containsAll(seen).isSubsetOf(released());
        expected().forEach((entity, value) -> {
            long appliedAt =
                    read(store, generation, List.of(entity)).get(0).get(source).appliedAt();
            assertThat(archived).containsEntry(entity + " " + value, appliedAt);
        });
        for (int partition = 0; partition < partitions.size(); partition++) {
            assertThat(store.notes(SinkViews.VIEW, generation, source + "/" + partition, 10))
                    .isEmpty();
        }
    }

    /** All that may ever have been in the store, of all incarnations. */
    private Set<String> released() {
        Set<String> released = new TreeSet<>();
        for (Partition partition : partitions) {
            for (Sent sent : partition.sent) {
                Update update = sent.update();
                boolean ended = Arrays.equals(update.slot(), SinkViews.slot(source, null));
                SlotVersion version = new SlotVersion(update.epoch(), sent.offset());
                if (update.epoch() < epoch || update.sequence() <= partition.released) {
                    released.add(update.entity() + " " + text(version, ended ? new byte[0] : update.slot()));
                }
            }
        }
        return released;
    }

    private static String text(SlotVersion version, byte[] row) {
        return version + " " + HexFormat.of().formatHex(row);
    }

    @Override
    public void close() {
        producer.close();
    }
}
