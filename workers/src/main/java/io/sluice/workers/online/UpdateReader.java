package io.sluice.workers.online;

import io.sluice.definitions.slot.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads ranges of committed updates, apart from any group. What was compacted away is not among them. Not thread-safe. */
final class UpdateReader implements ServedWriter.Updates, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SortedMap<Long, Update> read = new TreeMap<>();
    private int partition = -1;
    private long begin;
    private long next;

    UpdateReader(SinkInput input) {
        this.topic = input.updates();
        Properties properties = input.consumer();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Map<Long, Update> read(int of, long from, long end) {
        TopicPartition place = new TopicPartition(topic, of);
        if (of != partition || from < begin || from > next) {
            consumer.assign(List.of(place));
            consumer.seek(place, from);
            partition = of;
            next = from;
            read.clear();
        }
        read.headMap(from).clear();
        begin = from;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (next < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The broker did not give what %s has before offset %d".formatted(place, end));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read.put(record.offset(), Update.decode(record.value()));
            }
            next = consumer.position(place);
        }
        return read.subMap(from, end);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
