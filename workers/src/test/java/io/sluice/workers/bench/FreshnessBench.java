package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.reader.OnlineEntity;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * P5: from an event's time to its readable in Redis, 5,000 events a second of 100,000 users, against a bare consumer that writes with
 * Jedis, and Spark Structured Streaming. All get the same load, one after the other; the values of all users are compared before
 * times count.
 */
@Tag("bench")
final class FreshnessBench {
    private static final int PER_SECOND = 5_000;
    private static final int SECONDS = 40;
    private static final int WARM_UP = 40;
    private static final double COMMIT_MS = 100;
    private static final int ASKED = 500;

    private final Scale scale = Scale.asked();
    private final int users = scale.of(100_000);
    private final int perSecond = scale.of(PER_SECOND);
    private final LocalBroker broker = LocalBroker.shared();
    private final LocalRedis redis = LocalRedis.start();
    private final String port = redis.address().substring(redis.address().lastIndexOf(':') + 1);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address(), "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @TempDir
    private Path folder;

    @Test
    void eventsAreReadableSoon() throws ExecutionException, InterruptedException {
        Source source = LiveClicks.plan().sources().get(0).source();
        String live = source.stream().topic();
        try (Admin admin = broker.admin()) {
            Map<String, String> stamped = Map.of("message.timestamp.type", "LogAppendTime");
            admin.createTopics(List.of(
                            new NewTopic("bare", 1, (short) 1).configs(stamped),
                            new NewTopic("spark", 1, (short) 1).configs(stamped),
                            new NewTopic(live, 1, (short) 1).configs(stamped)))
                    .all()
                    .get();
            Topics topics = new Topics(admin, TopicSettings.of(1, 1));
            topics.prepareAccept(source);
            topics.prepareView(LiveClicks.SOURCE, LiveClicks.VIEW, 1);
        }
        List<Double> bare = peer("bare", this::bareLoop);
        List<Double> sluice = sluice(live);
        double target = 3 * percentile(bare, 0.99) + 3 * COMMIT_MS;
        ResultsFile.report(
                scale,
                new Bar(
                        "P5",
                        Times.text(
                                "from event time to readable in Redis, %d events/s, %d users, open loop; bare consumer and Jedis: %s",
                                perSecond, users, told(bare)),
                        Times.text("p99 ≤ 3× the bare loop + 3 commits of 100 ms: %.0f ms", target),
                        told(sluice),
                        target / percentile(sluice, 0.99)));
        List<Double> spark = peer("spark", () -> SparkStreaming.start(folder, broker.address(), port, "spark"));
        ResultsFile.report(
                scale,
                new Bar(
                        "P5b",
                        "the same load, Spark Structured Streaming `foreachBatch`, Spark's own Kafka source, state never expiring",
                        "none: for comparison",
                        Times.text(
                                "%s; p99 %.1f× ours", told(spark), percentile(spark, 0.99) / percentile(sluice, 0.99)),
                        Double.NaN));
        redis.close();
        producer.close();
    }

    private AppProcess bareLoop() {
        return AppProcess.startFast(BareMain.class, folder.resolve("bare.log"), broker.address(), port, "bare");
    }

    /** Whoever writes hashes {@code <name>:<user>} from the topic of that name. */
    private List<Double> peer(String name, Supplier<AppProcess> started) {
        Map<String, long[]> sent = new HashMap<>();
        try (AppProcess app = started.get();
                Jedis jedis = new Jedis("127.0.0.1", Integer.parseInt(port))) {
            OpenLoop loop = new OpenLoop(producer, name, users, perSecond, sent);
            loop.run(WARM_UP, asked -> exist(jedis, name, asked));
            List<Double> took = loop.run(SECONDS, asked -> exist(jedis, name, asked));
            sent.forEach((user, value) -> {
                Map<String, String> held = jedis.hgetAll(name + ":" + user);
                assertThat(held).containsEntry("clicks", String.valueOf(value[0]));
                assertThat(Double.parseDouble(held.get("spend"))).isEqualTo(value[1] / 100.0);
            });
            assertThat(app.isAlive()).as(app.printed()).isTrue();
            return took;
        }
    }

    private static List<Boolean> exist(Jedis jedis, String name, List<String> asked) {
        Pipeline pipeline = jedis.pipelined();
        List<Response<Boolean>> answers =
                asked.stream().map(user -> pipeline.exists(name + ":" + user)).toList();
        pipeline.sync();
        return answers.stream().map(Response::get).toList();
    }

    private List<Double> sluice(String topic) {
        Map<String, long[]> sent = new HashMap<>();
        try (AppProcess app = AppProcess.startFast(
                        LiveStackMain.class,
                        folder.resolve("sluice.log"),
                        broker.address(),
                        redis.address(),
                        folder.resolve("state").toString());
                OnlineStore store = new RedisOnlineStore(redis.config())) {
            OpenLoop loop = new OpenLoop(producer, topic, users, perSecond, sent);
            loop.run(WARM_UP, asked -> known(store, asked));
            List<Double> took = loop.run(SECONDS, asked -> known(store, asked));
            assertEqual(store, sent);
            assertThat(app.isAlive()).as(app.printed()).isTrue();
            return took;
        }
    }

    private static List<Boolean> known(OnlineStore store, List<String> asked) {
        if (store.pointer(LiveClicks.VIEW).isEmpty()) {
            return asked.stream().map(none -> false).toList();
        }
        return read(store, asked).stream().map(OnlineEntity::isKnown).toList();
    }

    private static List<OnlineEntity> read(OnlineStore store, List<String> users) {
        OnlineReader reader = new OnlineReader(store);
        ServedView view = reader.view(LiveClicks.VIEW);
        List<EntityKey> keys = users.stream()
                .map(user -> EntityKey.of(LiveClicks.plan().entity().keys(), List.of(user)))
                .toList();
        return reader.read(view, keys, Instant.now());
    }

    private static void assertEqual(OnlineStore store, Map<String, long[]> sent) {
        List<String> all = new ArrayList<>(sent.keySet());
        for (int from = 0; from < all.size(); from += ASKED) {
            List<String> some = all.subList(from, Math.min(all.size(), from + ASKED));
            List<OnlineEntity> read = read(store, some);
            for (int i = 0; i < some.size(); i++) {
                long[] value = sent.get(some.get(i));
                assertThat(held(read.get(i), "clicks")).isEqualTo(value[0]);
                assertThat(held(read.get(i), "spend")).isEqualTo(value[1] / 100.0);
            }
        }
    }

    private static Object held(OnlineEntity entity, String feature) {
        return Optional.ofNullable(
                        entity.record(feature).orElseThrow().reading().value())
                .orElse("nothing");
    }

    private static String told(List<Double> took) {
        return Times.text(
                "p50 %.0f ms, p95 %.0f ms, p99 %.0f ms",
                percentile(took, 0.5), percentile(took, 0.95), percentile(took, 0.99));
    }

    private static double percentile(List<Double> ascending, double share) {
        return ascending.get((int) Math.min(ascending.size() - 1, share * ascending.size()));
    }
}
