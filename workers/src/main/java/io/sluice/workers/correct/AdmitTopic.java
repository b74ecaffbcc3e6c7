package io.sluice.workers.correct;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.Stamped;
import io.sluice.workers.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The control topic of a source, for the one correction that may write admits to it: whoever opens it shuts all that opened it
 * before out, so what is read after that is all there will be, and what is written is written by one.
 */
final class AdmitTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** As long as transactions of apps may be open: a correction that is killed holds up the log no longer than they do. */
    private static final int TRANSACTION_MS = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /** What was written to a partition, from an offset on. */
    record Written(List<Admit> admits, long end) {
        Written {
            admits = List.copyOf(admits);
        }
    }

    /**
     * An event that was brought back.
     *
     * @param offset in the control topic
     * @param run of the correction that wrote it
     */
    record Admit(long offset, String run, Stamped record) {}

    private AdmitTopic(String bootstrapServers, String topic, KafkaProducer<byte[], byte[]> producer) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.producer = producer;
    }

    /** Opens that of a source. */
    static AdmitTopic open(String bootstrapServers, String source) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        requireNonNull(bootstrapServers, "bootstrapServers is null"),
                        "transactional.id",
                        "sluice.correct." + source,
                        "transaction.timeout.ms",
                        TRANSACTION_MS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new AdmitTopic(bootstrapServers, new TopicNames(source).control(), producer);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /**
     * What corrections wrote to a partition. Waits for transactions of apps that are open before its end: behind one, what was
     * committed would not be seen.
     */
    Written written(int partition, long from) {
        TopicPartition place = new TopicPartition(topic, partition);
        long end = end(place);
        List<Admit> admits = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seek(
                    place,
                    Math.max(from, consumer.beginningOffsets(List.of(place)).get(place)));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(place) < end) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "The broker did not give what %s has before offset %d".formatted(place, end));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Stamped stamped = Stamped.decode(record.value());
                    if (stamped.kind() == Stamped.Kind.ADMIT) {
                        admits.add(new Admit(record.offset(), run(record.key()), stamped));
                    }
                }
            }
        }
        return new Written(admits, end);
    }

    private static String run(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private long end(TopicPartition place) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listOffsets(
                            Map.of(place, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(place)
                    .get()
                    .offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the end of " + topic + " was asked for", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not say where " + topic + " ends", e.getCause());
        }
    }

    /** Brings events back: all of them or, when this fails or is killed, none. */
    void write(int partition, String run, List<Stamped> late) {
        byte[] key = run.getBytes(StandardCharsets.UTF_8);
        producer.beginTransaction();
        try {
            late.forEach(each -> producer.send(
                    new ProducerRecord<>(topic, partition, key, each.admitted().encoded())));
            producer.commitTransaction();
        } catch (KafkaException e) {
            abort(e);
            throw e;
        }
    }

    /** Left open it would hold up whoever reads the topic, until it times out. */
    private void abort(KafkaException because) {
        try {
            producer.abortTransaction();
        } catch (KafkaException shutOut) {
            because.addSuppressed(shutOut);
        }
    }

    /** Whatever is not committed by now is not written. */
    @Override
    public void close() {
        producer.close();
    }
}
