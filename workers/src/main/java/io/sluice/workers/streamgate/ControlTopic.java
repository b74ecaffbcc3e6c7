package io.sluice.workers.streamgate;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.workers.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes decisions to the control topic of a source, from where they come into the log, and so to every app. */
public final class ControlTopic {
    private final String bootstrapServers;
    private final Clock clock;

    public ControlTopic(String bootstrapServers, Clock clock) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
    }

    /** Writes a decision and returns once it is kept. One that is written twice is the same as once: it is about one interval. */
    public void write(String source, GateDecision decision) {
        Stamped record = Stamped.decision(new Stamp(0, 0, clock.millis(), Stamp.NOTHING), decision);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            new TopicNames(source).control(),
                            decision.partition(),
                            decision.gate().getBytes(StandardCharsets.UTF_8),
                            record.encoded()))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a decision was written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take a decision", e.getCause());
        }
    }
}
