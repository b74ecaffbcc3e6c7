package io.sluice.workers.replay;

import io.sluice.workers.streams.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in one partition of a topic, read by nobody's group. Not thread-safe. */
public final class CommittedPartition implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TopicPartition place;
    private final Wanted wanted;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Opens it; nothing is read yet. */
    public CommittedPartition(String bootstrapServers, TopicPartition place, Wanted wanted) {
        this.place = place;
        this.wanted = wanted;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(place));
    }

    /** The first offset that the topic still has. */
    public long begin() {
        return consumer.beginningOffsets(List.of(place)).get(place);
    }

    /** The offset after the last record that is committed now. */
    public long end() {
        return consumer.endOffsets(List.of(place)).get(place);
    }

    /**
     * Reads the records from an offset up to another one, which is not among them.
     *
     * @throws IllegalStateException when the broker gives nothing for half a minute; a retry helps
     */
    public void forEach(long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        consumer.seek(place, from);
        long progress = System.nanoTime();
        while (consumer.position(place) < to) {
            wanted.check();
            long before = consumer.position(place);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    visitor.accept(record);
                }
            }
            if (consumer.position(place) > before) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "The broker did not give what %s has before offset %d".formatted(place, to));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
