package io.sluice.workers.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed record of a kind in each partition of a topic. What is written all the time is found among the
 * last records, however long the topic is. Not thread-safe.
 */
public final class Tail implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(500);

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
            byte[] wanted = key.apply(partition);
            newest(partition, record -> Arrays.equals(record.key(), wanted))
                    .ifPresent(value -> found.put(partition, value));
        }
        return found;
    }

    /** The newest record in a partition that is wanted; empty when none is. */
    public Optional<byte[]> newest(int partition, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        TopicPartition place = new TopicPartition(topic, partition);
        List<TopicPartition> places = List.of(place);
        consumer.assign(places);
        long end = requireNonNull(consumer.endOffsets(places).get(place));
        Backwards tail =
                new Backwards(requireNonNull(consumer.beginningOffsets(places).get(place)), end);
        long to = end;
        OptionalLong from = OptionalLong.of(tail.from());
        while (from.isPresent()) {
            byte[] value = newest(place, from.getAsLong(), to, wanted);
            if (value != null) {
                return Optional.of(value);
            }
            to = from.getAsLong();
            from = tail.further(end);
        }
        return Optional.empty();
    }

    private byte @Nullable [] newest(
            TopicPartition place, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        consumer.seek(place, from);
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        byte[] newest = null;
        while (consumer.position(place) < to) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The broker did not give what %s has before offset %d".formatted(place, to));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to && wanted.test(record)) {
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
