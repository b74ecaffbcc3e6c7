package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.TableNames;
import io.sluice.workers.topic.TopicNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the consumer of a lake sink.
 *
 * @param source name of the source
 * @param number of the sink among those of the source; they share the partitions of the log
 */
record LogConsumers(String bootstrapServers, String source, int number) {
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int RECORDS = 5_000;

    LogConsumers {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(source, "source is null");
    }

    /** The log. */
    String topic() {
        return new TopicNames(source).accepted();
    }

    /** A consumer that sees what is committed, and nothing else. */
    Consumer<byte[], byte[]> open() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "sluice.lake." + source);
        // One that is hosted elsewhere is the same member: it takes over at once, and the one before is told to end.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "sink-" + number);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The table says where to begin; where the log has no such offset any more, nobody may choose another one
        // silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The sentence about offsets that the log does not have. */
    String lost(Map<TopicPartition, Long> offsets) {
        String where = offsets.entrySet().stream()
                .map(each -> "offset %d of partition %d"
                        .formatted(each.getValue(), each.getKey().partition()))
                .collect(Collectors.joining(", "));
        return ("Topic %s does not have what %s needs next, %s: its retention was shorter than the sink was away, or it was made"
                        + " anew; restore the topic, or accept the gap: set the table property sluice.archive.<partition>.skip-to to the"
                        + " first offset that the topic has")
                .formatted(topic(), TableNames.events(source), where);
    }
}
