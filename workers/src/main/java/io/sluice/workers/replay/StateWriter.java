package io.sluice.workers.replay;

import io.sluice.definitions.store.ByteStore.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state that an app goes on with, and all that belongs to it, in one transaction: it is there as a whole or not at all.
 * Of two that write the same state at once one is refused.
 */
public final class StateWriter implements AutoCloseable {
    /** The broker's limit, unless it was told otherwise. */
    private static final int TRANSACTION_MS = 15 * 60 * 1_000;

    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    private StateWriter(String bootstrapServers, KafkaProducer<byte[], byte[]> producer) {
        this.bootstrapServers = bootstrapServers;
        this.producer = producer;
    }

    /** Begins; whoever writes the same partition of the same app's state is shut out. */
    public static StateWriter begin(String bootstrapServers, String applicationId, int partition) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "transactional.id",
                        applicationId + "-replay-" + partition,
                        "transaction.timeout.ms",
                        TRANSACTION_MS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            return new StateWriter(bootstrapServers, producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Adds a record to a topic; a value that is null ends its key. */
    public void send(String topic, int partition, byte[] key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    /** Makes a store the state of an app: what the app had before, and the store does not have, is ended. */
    public void replace(TopicPartition state, ScratchStore store) {
        endOthers(state, store);
        store.forEach((key, value) -> {
            send(state.topic(), state.partition(), key, value);
            return Step.ON;
        });
    }

    private void endOthers(TopicPartition state, ScratchStore store) {
        List<TopicPartition> places = List.of(state);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(places);
            consumer.seekToBeginning(places);
            long end = consumer.endOffsets(places).get(state);
            while (consumer.position(state) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    boolean gone = record.value() != null && store.get(record.key()) == null;
                    if (gone && !Arrays.equals(record.key(), Seal.key())) {
                        send(state.topic(), state.partition(), record.key(), null);
                    }
                }
            }
        }
    }

    /**
     * Ends the transaction, and with it lets an app that has not begun go on from an offset of its input.
     *
     * @throws org.apache.kafka.common.KafkaException when nothing was written: it runs already, or somebody else wrote
     */
    public void commit(String applicationId, TopicPartition input, long offset) {
        commit(applicationId, Map.of(input, offset));
    }

    /** The same of several inputs. */
    public void commit(String applicationId, Map<TopicPartition, Long> inputs) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        inputs.forEach((input, offset) -> offsets.put(input, new OffsetAndMetadata(offset)));
        try (KafkaConsumer<byte[], byte[]> group = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", applicationId),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            producer.sendOffsetsToTransaction(offsets, group.groupMetadata());
            producer.commitTransaction();
        }
    }

    /** Ends the transaction. */
    public void commit() {
        producer.commitTransaction();
    }

    /** What was not committed is as if it had never been written. */
    @Override
    public void close() {
        producer.close();
    }
}
