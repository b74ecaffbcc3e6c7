package io.sluice.workers.bench;

import io.sluice.definitions.model.Source;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log of {@link LiveClicks}, written as the accept app writes it: a click of each user in every hour of seven days, then more. */
final class LoggedClicks implements AutoCloseable {
    static final TopicNames NAMES = new TopicNames(LiveClicks.SOURCE);

    private static final long HOUR = 3_600_000;
    private static final int HOURS = 7 * 24;

    private final String broker;
    private final int users;
    private final LiveClicks clicks = new LiveClicks();
    private final Random random = new Random(8);
    private final KafkaProducer<byte[], byte[]> producer;
    private int batches;

    LoggedClicks(String broker, int users) {
        this.broker = broker;
        this.users = users;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "linger.ms", "20", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Makes the topics, of one partition each. */
    void prepare() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            Topics topics = new Topics(admin, TopicSettings.of(1, 1));
            Source source = LiveClicks.plan().sources().get(0).source();
            topics.prepareAccept(source);
            topics.prepareView(LiveClicks.SOURCE, LiveClicks.VIEW, 1);
        }
    }

    /** The seven days of all users. */
    void history() {
        history(users);
    }

    /** The seven days of the first user alone: {@link CopiedState} makes the state of the others of it. */
    void historyOfOne() {
        history(1);
    }

    private void history(int all) {
        for (int hour = 0; hour < HOURS; hour++) {
            for (int user = 0; user < all; user++) {
                send(user, hour * HOUR + (long) user * HOUR / all);
            }
        }
        producer.flush();
    }

    /** Of random users, over an hour and a half in which the oldest tiles leave; each call two hours after the one before. */
    void more(int count) {
        long from = (HOURS + 2L * batches++) * HOUR;
        for (int i = 0; i < count; i++) {
            send(random.nextInt(users), from + (long) (1.5 * HOUR * i / count));
        }
        producer.flush();
    }

    /** How many there are. */
    long logged() {
        return clicks.logged();
    }

    private void send(int user, long since) {
        producer.send(new ProducerRecord<>(
                NAMES.accepted(), 0, null, clicks.logged(user, ClickStream.START + since, random.nextInt(100_000))));
    }

    @Override
    public void close() {
        producer.close();
    }
}
