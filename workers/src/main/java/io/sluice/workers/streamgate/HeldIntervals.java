package io.sluice.workers.streamgate;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.streamgate.Hold;
import io.sluice.workers.topic.Backwards;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workflows.stream.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Finds held intervals in the checkpoints of a source. Every checkpoint names the one that is held, until it is decided. */
public final class HeldIntervals {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final String bootstrapServers;

    public HeldIntervals(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The hold of an interval by whichever app over the log; empty when no checkpoint that is kept names it. */
    public Optional<Hold> find(String source, int partition, Interval interval) {
        TopicPartition place = new TopicPartition(new TopicNames(source).checkpoints(), partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place)).get(place);
            Backwards tail =
                    new Backwards(consumer.beginningOffsets(List.of(place)).get(place), end);
            OptionalLong from = OptionalLong.of(tail.from());
            while (from.isPresent()) {
                consumer.seek(place, from.getAsLong());
                @Nullable Hold found = read(consumer, place, end, interval);
                if (found != null) {
                    return Optional.of(found);
                }
                from = tail.further(end);
            }
            return Optional.empty();
        }
    }

    private static @Nullable Hold read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long end, Interval interval) {
        @Nullable Hold found = null;
        while (consumer.position(place) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                Checkpoint checkpoint = Checkpoint.decode(record.value());
                Hold hold = checkpoint.hold();
                if (hold != null && of(checkpoint, hold).equals(interval)) {
                    found = hold;
                }
            }
        }
        return found;
    }

    private static Interval of(Checkpoint checkpoint, Hold hold) {
        return new Interval(checkpoint.epoch(), hold.from(), hold.to() - 1);
    }
}
