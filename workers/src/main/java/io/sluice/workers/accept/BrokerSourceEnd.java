package io.sluice.workers.accept;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks the broker. Counting offsets is not enough: what ends a transaction takes an offset and is no record, so what lies
 * between is read. Safe for use by several threads.
 */
public final class BrokerSourceEnd implements SourceEnd, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;

    public BrokerSourceEnd(String bootstrapServers, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** A broker that does not answer leaves the partition unread: no time passes on a guess. */
    @Override
    public synchronized boolean isAt(int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        List<TopicPartition> places = List.of(place);
        try {
            long end = consumer.endOffsets(places, PATIENCE).get(place);
            if (end <= offset + 1) {
                return true;
            }
            consumer.assign(places);
            consumer.seek(place, offset + 1);
            return consumer.poll(PATIENCE).isEmpty() && consumer.position(place, PATIENCE) >= end;
        } catch (KafkaException unanswered) {
            return false;
        } finally {
            consumer.assign(List.of());
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
