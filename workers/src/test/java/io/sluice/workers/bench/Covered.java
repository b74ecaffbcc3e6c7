package io.sluice.workers.bench;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.broker.AppProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches how far committed checkpoints of a view with one partition have come. */
final class Covered implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private long end;
    private long checkpoints;
    private long firstEnd;
    private long firstNanos;

    Covered(String address, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition place = new TopicPartition(topic, 0);
        consumer.assign(List.of(place));
        consumer.seekToBeginning(List.of(place));
    }

    /** Waits until all before an offset is covered; fails when the app has ended. */
    void await(long wanted, AppProcess app) {
        while (end < wanted) {
            if (!app.isAlive()) {
                throw new AssertionError("The app ended:\n" + app.printed());
            }
            read();
        }
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            end = Checkpoint.decode(record.value()).end();
            checkpoints++;
            if (firstNanos == 0) {
                firstNanos = System.nanoTime();
                firstEnd = end;
            }
        }
    }

    /** Forgets which checkpoint was the first. */
    void mark() {
        firstNanos = 0;
        checkpoints = 0;
    }

    /** When the first checkpoint since the mark was seen. */
    long firstNanos() {
        return firstNanos;
    }

    /** What was covered by the first checkpoint since the mark. */
    long firstEnd() {
        return firstEnd;
    }

    /** How many checkpoints there were since the mark. */
    long checkpoints() {
        return checkpoints;
    }

    long end() {
        return end;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
