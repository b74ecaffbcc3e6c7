package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed value of a key in each partition of a topic. A value that is written all the time is found among the
 * last records, however long the topic is. Not thread-safe.
 */
public final class Tail implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long NEAR = 2_000;
    private static final long FARTHER = 8;

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;

    public Tail(String bootstrapServers, String topic) {
        this.topic = requireNonNull(topic, "topic is null");
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        PATIENCE_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * By partition; partitions in which the key never was are absent.
     *
     * @param key that is looked for in a partition
     * @throws RuntimeException when the broker does not answer
     */
    public Map<Integer, byte[]> newest(Collection<Integer> partitions, IntFunction<byte[]> key) {
        Map<Integer, byte[]> found = new LinkedHashMap<>();
        for (int partition : partitions) {
            byte[] value = newest(new TopicPartition(topic, partition), key.apply(partition));
            if (value != null) {
                found.put(partition, value);
            }
        }
        return found;
    }

    private byte @Nullable [] newest(TopicPartition place, byte[] key) {
        List<TopicPartition> places = List.of(place);
        consumer.assign(places);
        long begin = requireNonNull(consumer.beginningOffsets(places).get(place));
        long end = requireNonNull(consumer.endOffsets(places).get(place));
        long reach = NEAR;
        byte[] value = null;
        while (value == null && end > begin) {
            long from = Math.max(begin, end - reach);
            value = newest(place, from, end, key);
            end = from;
            reach *= FARTHER;
        }
        return value;
    }

    private byte @Nullable [] newest(TopicPartition place, long from, long to, byte[] key) {
        consumer.seek(place, from);
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        byte[] newest = null;
        while (consumer.position(place) < to) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The broker did not give what %s has before offset %d".formatted(place, to));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(record.key(), key)) {
                    newest = record.value();
                }
            }
        }
        return newest;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
