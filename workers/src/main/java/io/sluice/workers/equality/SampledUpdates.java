package io.sluice.workers.equality;

import io.sluice.definitions.slot.Update;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The newest committed updates of some entities of one partition, up to its end as that was when it was read last. */
final class SampledUpdates {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private final Sample<KeptUpdates> sample;
    private boolean begun;

    SampledUpdates(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, Sampling sampling) {
        this.consumer = consumer;
        this.place = place;
        this.sample = new Sample<>(sampling.entities(), sampling.seed(), () -> new KeptUpdates(sampling.bytes()));
    }

    /** Reads on to what is the end now. */
    void readToEnd() {
        List<TopicPartition> places = List.of(place);
        if (!begun) {
            consumer.assign(places);
            consumer.seekToBeginning(places);
            begun = true;
        }
        long end = consumer.endOffsets(places).get(place);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (consumer.position(place) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker did not give what %s has before %d".formatted(place, end));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Update update = Update.decode(record.value());
                sample.of(update.entity()).ifPresent(updates -> updates.add(record.offset(), update));
            }
        }
    }

    /** By entity. */
    Map<String, KeptUpdates> byEntity() {
        return Collections.unmodifiableMap(sample.kept());
    }
}
