package io.sluice.workers.equality;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The committed updates of some entities of one partition, from its beginning to its end as that was when it was read last. */
final class SampledUpdates {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private final Sample<NavigableMap<Long, Update>> sample;
    private boolean begun;

    SampledUpdates(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, int entities, long seed) {
        this.consumer = consumer;
        this.place = place;
        this.sample = new Sample<>(entities, seed, TreeMap::new);
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
                sample.of(update.entity()).ifPresent(updates -> updates.put(record.offset(), update));
            }
        }
    }

    /** By entity and offset. */
    Map<String, NavigableMap<Long, Update>> byEntity() {
        return Collections.unmodifiableMap(sample.kept());
    }

    /** The last update of an entity that a checkpoint covers; null: none. */
    Map.@Nullable Entry<Long, Update> covered(String entity, Checkpoint checkpoint) {
        NavigableMap<Long, Update> updates = sample.kept().getOrDefault(entity, Collections.emptyNavigableMap());
        for (Map.Entry<Long, Update> each : updates.descendingMap().entrySet()) {
            Update update = each.getValue();
            if (update.epoch() == checkpoint.epoch() && update.sequence() <= checkpoint.emitted()) {
                return each;
            }
        }
        return null;
    }
}
