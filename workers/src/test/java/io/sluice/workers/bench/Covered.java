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
    private final List<TopicPartition> places;
    private long end;
    private long checkpoints;
    private long firstEnd;
    private long firstNanos;

    Covered(String address, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        places = List.of(new TopicPartition(topic, 0));
        consumer.assign(places);
        consumer.seekToBeginning(places);
    }

    /** Waits until all before an offset is covered; fails when the app has ended. */
    void await(long wanted, AppProcess app) {
        while (end < wanted) {
            read(app);
        }
    }

    private void read(AppProcess app) {
        if (!app.isAlive()) {
            throw new AssertionError("The app ended:\n" + app.printed());
        }
        read();
    }

    /** Takes in what comes for a while. */
    void readFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            read();
        }
    }

    /** Takes in all that is committed now. */
    void readToEnd() {
        long last = consumer.endOffsets(places).values().iterator().next();
        while (consumer.position(places.get(0)) < last) {
            read();
        }
    }

    /** Takes in what is there, or comes within a few milliseconds. */
    void read() {
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

    /** When the first checkpoint since the mark was seen; 0 before there is one. */
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
