package io.sluice.workers.replay;

import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.workers.streams.Wanted;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean open;

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
            return new StateWriter(bootstrapServers, producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Adds a record to a topic; a value that is null ends its key. */
    public void send(String topic, int partition, byte[] key, byte @Nullable [] value) {
        open();
        producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    /**
     * Makes a store the state of an app: what the app had before, and the store does not have, is ended.
     *
     * @param epoch of the incarnation that the state is for
     * @throws SealedException when a later incarnation has begun: whoever loads for this one stood still meanwhile
     */
    public void replace(TopicPartition state, ScratchStore store, long epoch, Wanted wanted) {
        try (CommittedPartition before = new CommittedPartition(bootstrapServers, state, wanted)) {
            before.forEach(before.begin(), before.end(), record -> {
                if (Arrays.equals(record.key(), Seal.key())) {
                    Seal.check(state.topic(), record.value(), epoch);
                } else if (record.value() != null && store.get(record.key()) == null) {
                    send(state.topic(), state.partition(), record.key(), null);
                }
            });
        }
        store.forEach((key, value) -> {
            wanted.check();
            send(state.topic(), state.partition(), key, value);
            return Step.ON;
        });
    }

    /**
     * Ends the transaction, and with it lets an app that has not begun go on from an offset of its input. Whether it has begun is
     * for the caller to ask, after {@link #begin}: the broker takes the offset of an app that runs, too.
     *
     * @throws org.apache.kafka.common.KafkaException when nothing was written: somebody else has begun to write since then
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
            open();
            producer.sendOffsetsToTransaction(offsets, group.groupMetadata());
            producer.commitTransaction();
            open = false;
        }
    }

    /** Ends the transaction. */
    public void commit() {
        open();
        producer.commitTransaction();
        open = false;
    }

    /** Of one that turns out to have nothing to do there is no transaction that would have to be ended. */
    private void open() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    /** What was not committed is as if it had never been written. */
    @Override
    public void close() {
        try {
            if (open) {
                producer.abortTransaction();
            }
        } catch (KafkaException | IllegalStateException ended) {
            // by whoever shut this one out, or by the broker when its time is over
        } finally {
            // nothing is under way any more: waiting would take half a minute where this one was shut out
            producer.close(Duration.ZERO);
        }
    }
}
