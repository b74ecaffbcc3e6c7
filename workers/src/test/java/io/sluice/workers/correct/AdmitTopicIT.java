package io.sluice.workers.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.correct.Origin;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The control topic on a real broker, written by corrections one after the other. */
final class AdmitTopicIT {
    private final LocalBroker broker = LocalBroker.shared();
    private final String source = LocalBroker.name("admits_");

    @Test
    void whoeverOpensItShutsEarlierOnesOutAndSeesAllThatTheyWrote() throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(new TopicNames(source).control(), 2, (short) 1)))
                    .all()
                    .get();
        }
        try (AdmitTopic first = AdmitTopic.open(broker.address(), source)) {
            first.write(1, "r1", List.of(late(7), late(8)));
            tickOfAnApp();
            try (AdmitTopic second = AdmitTopic.open(broker.address(), source)) {
                assertThatThrownBy(() -> first.write(1, "r1", List.of(late(9))))
                        .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
                second.write(1, "r2", List.of(late(9)));

                AdmitTopic.Written written = second.written(1, 0);
                assertThat(written.admits())
                        .extracting(admit ->
                                admit.run() + " " + Origin.of(admit.record()).offset())
                        .containsExactly("r1 7", "r1 8", "r2 9");
                assertThat(written.admits()).allMatch(admit -> admit.record().kind() == Stamped.Kind.ADMIT);
                assertThat(second.written(1, written.admits().get(2).offset()).admits())
                        .hasSize(1);
                assertThat(second.written(1, written.end()).admits()).isEmpty();
                assertThat(second.written(0, 0).admits()).isEmpty();
            }
        }
    }

    private void tickOfAnApp() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    new TopicNames(source).control(),
                    1,
                    new byte[0],
                    Stamped.tick(new Stamp(0, 1, 2, 3)).encoded()));
        }
    }

    private static Stamped late(long offset) {
        return Stamped.event(new Stamp(0, offset, 100, 100), 50, "e" + offset, new byte[] {1}, new byte[] {2});
    }
}
