package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P8: one thread of the view app with broker, exactly-once commits and RocksDB, 100,000 keys with a full history of seven days of
 * hourly tiles. The events wait in the log, so that what is measured is the app; the broker shares its cores. Then the app is
 * killed with -9 and started again.
 */
@Tag("bench")
final class ViewAppBench {
    private static final long HOUR = 3_600_000;
    private static final int HOURS = 7 * 24;
    private static final double BAR = 25_000;
    private static final double PATIENCE = 15;

    private final Scale scale = Scale.asked();
    private final int users = scale.of(100_000);
    private final long history = (long) HOURS * users;
    private final int events = scale.of(3_000_000);
    private final int more = scale.of(300_000);
    private final LocalBroker broker = LocalBroker.shared();
    private final LiveClicks clicks = new LiveClicks();
    private final Random random = new Random(8);
    private final TopicNames names = new TopicNames(LiveClicks.SOURCE);

    @TempDir
    private Path folder;

    @Test
    void takesEventsOverAFullHistory() {
        prepare();
        try (Covered covered = new Covered(broker.address(), names.checkpoints())) {
            fill(covered);
            produce(events, HOURS * HOUR);
            covered.mark();
            double cpu;
            double seconds;
            long counted;
            try (AppProcess app = app()) {
                covered.await(history + 1, app);
                double before = app.cpuSeconds();
                covered.mark();
                covered.await(clicks.logged(), app);
                cpu = app.cpuSeconds() - before;
                seconds = (System.nanoTime() - covered.firstNanos()) / 1e9;
                counted = covered.end() - covered.firstEnd();
                produce(more, HOURS * HOUR + 2 * HOUR);
                long end = covered.end();
                covered.await(end + 1, app);
                app.kill();
            }
            double perSecond = counted / seconds;
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P8a",
                            Times.text(
                                    "view app, one thread, %d keys, 7 days of hourly tiles, exactly once; %d checkpoints; %d bytes of state per key, %d bytes of changelog per event",
                                    users,
                                    covered.checkpoints(),
                                    stateBytes() / users,
                                    changelogBytes() / clicks.logged()),
                            "≥ 25,000 events/s on 2 shared cores",
                            Times.text(
                                    "%.0f events/s, %.1f CPU seconds per million events",
                                    perSecond, 1e6 * cpu / counted),
                            perSecond / BAR));
            afterKill(covered);
        }
    }

    private void fill(Covered covered) {
        try (AppProcess app = app()) {
            for (int hour = 0; hour < HOURS; hour++) {
                for (int user = 0; user < users; user++) {
                    send(user, hour * HOUR + (long) user * HOUR / users);
                }
            }
            producer.flush();
            covered.await(history, app);
            app.stop();
        }
    }

    private void afterKill(Covered covered) {
        long end = covered.end();
        covered.mark();
        long start = System.nanoTime();
        try (AppProcess app = app()) {
            covered.await(end + 1, app);
            double seconds = (covered.firstNanos() - start) / 1e9;
            app.stop();
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P8b",
                            Times.text(
                                    "first checkpoint of a new process after kill -9, its state of %d MB restored from the changelog",
                                    stateBytes() / 1_000_000),
                            "≤ 15 s",
                            Times.text("%.1f s", seconds),
                            PATIENCE / seconds));
        }
    }

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address(), "linger.ms", "20", "batch.size", "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private void prepare() {
        try (Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(1, 1));
            Source source = LiveClicks.plan().sources().get(0).source();
            topics.prepareAccept(source);
            topics.prepareView(LiveClicks.SOURCE, LiveClicks.VIEW, 1);
        }
    }

    /** Of random users, over an hour and a half in which the oldest tiles leave. */
    private void produce(int count, long from) {
        for (int i = 0; i < count; i++) {
            send(random.nextInt(users), from + (long) (1.5 * HOUR * i / count));
        }
        producer.flush();
    }

    private void send(int user, long since) {
        producer.send(new ProducerRecord<>(
                names.accepted(), 0, null, clicks.logged(user, ClickStream.START + since, random.nextInt(100_000))));
    }

    private AppProcess app() {
        return AppProcess.startFast(
                LiveViewMain.class,
                folder.resolve("app.log"),
                broker.address(),
                folder.resolve("state").toString());
    }

    private long stateBytes() {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long changelogBytes() {
        try (Admin admin = broker.admin()) {
            String changelog = LiveViewMain.app().applicationId() + "-slots-changelog";
            int broker = admin.describeCluster().nodes().get().iterator().next().id();
            long bytes = admin.describeLogDirs(List.of(broker)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(changelog))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
            assertThat(bytes).isPositive();
            return bytes;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
