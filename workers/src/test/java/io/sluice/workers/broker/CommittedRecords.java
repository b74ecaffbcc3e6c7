package io.sluice.workers.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a sink would see of a topic: all committed records from its beginning on, as they come. */
public final class CommittedRecords implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);

    /** Long: machines are shared, and a worker that died is missed only after seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> places;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public CommittedRecords(String address, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        places = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(places);
        consumer.seekToBeginning(places);
    }

    /** What has been read so far. */
    public List<ConsumerRecord<byte[], byte[]>> list() {
        return records;
    }

    /** Reads on until a condition holds, or fails with the given explanation. */
    public void readUntil(BooleanSupplier condition, java.util.function.Supplier<String> explanation) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain, after " + records.size() + " records:\n" + explanation.get());
            }
            consumer.poll(WAIT).forEach(records::add);
        }
    }

    /** Reads everything that is committed now. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(places);
        readUntil(
                () -> places.stream().allMatch(place -> consumer.position(place) >= ends.get(place)),
                () -> "ends are at " + ends);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
