package io.sluice.workers.bench;

import io.sluice.definitions.online.EntityKey;
import io.sluice.workers.broker.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the state that the view app has of the first user to all others, in the app's changelog: keys name the entity, values do
 * not. So a history of seven days of 100,000 users takes a minute, and not the quarter of an hour that living it takes.
 */
final class CopiedState {
    private static final String CHANGELOG = LiveViewMain.app().applicationId() + "-slots-changelog";

    private CopiedState() {}

    /** Writes it while the app does not run; how many entries that were. */
    static long write(String broker, int users) {
        byte[] first = entity(0);
        long written = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "linger.ms", "20", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Map<byte[], byte[]> state = state(broker, first);
            for (int user = 1; user < users; user++) {
                byte[] entity = entity(user);
                for (Map.Entry<byte[], byte[]> entry : state.entrySet()) {
                    byte[] key = entry.getKey().clone();
                    System.arraycopy(entity, 0, key, place(key, first), entity.length);
                    producer.send(new ProducerRecord<>(CHANGELOG, 0, key, entry.getValue()));
                    written++;
                }
            }
        }
        return written;
    }

    /** The newest entries of the first user. */
    private static Map<byte[], byte[]> state(String broker, byte[] entity) {
        Map<byte[], @Nullable byte[]> all = new TreeMap<>(Arrays::compareUnsigned);
        try (CommittedRecords changelog = new CommittedRecords(broker, CHANGELOG)) {
            changelog.readToEnd();
            for (ConsumerRecord<byte[], byte[]> record : changelog.list()) {
                all.put(record.key(), record.value());
            }
        }
        all.keySet().removeIf(key -> all.get(key) == null || place(key, entity) < 0);
        return all;
    }

    private static int place(byte[] key, byte[] entity) {
        for (int at = 0; at + entity.length <= key.length; at++) {
            if (Arrays.equals(key, at, at + entity.length, entity, 0, entity.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Of one length for all users. */
    private static byte[] entity(int user) {
        return EntityKey.of(LiveClicks.plan().entity().keys(), List.of("user-%06d".formatted(user)))
                .encoded()
                .getBytes(StandardCharsets.UTF_8);
    }
}
