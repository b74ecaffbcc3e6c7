package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.project.DefinitionFile;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import io.sluice.workers.topic.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P8d: a stream worker that hosts everything is killed with -9 while events come; another one waits for work. From the kill to the
 * first checkpoint of the view app on the other one: Temporal misses the heartbeat, the broker the member of the group.
 */
@Tag("bench")
final class WorkerKillBench {
    private static final int KILLS = 3;
    private static final double PATIENCE = 15;
    private static final int EVENTS_PER_SECOND = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String LANE = "stream/" + LiveClicks.SOURCE;
    private static final String BEGINS = LANE + "/view/" + LiveClicks.VIEW + "_v1/1: begins";

    private final Scale scale = Scale.asked();

    @TempDir
    private Path home;

    private LocalStack stack;
    private volatile boolean sending = true;

    /** How the time was spent, and when the other worker took the app. */
    private record Kill(StartParts parts, long hosted) {
        String told() {
            return Times.text(
                    "missed and hosted again %.1f s, then %s",
                    (hosted - parts.killed()) / 1e3,
                    new StartParts(hosted, parts.begun(), parts.joined(), parts.restored(), parts.first())
                            .told("compiling"));
        }
    }

    @Test
    void anotherWorkerGoesOnSoon() throws ExecutionException, InterruptedException {
        try (LocalStack started = LocalStack.start(home, "temporal", "kafka", "redis");
                LocalWorker control = LocalWorker.start(started, Map.of())) {
            stack = started;
            assertThat(control.alive()).isTrue();
            String broker = stack.service("kafka").path("address").asText();
            apply();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
                admin.createTopics(List.of(new NewTopic(topic(), 1, (short) 1)
                                .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                        .all()
                        .get();
            }
            Thread sender = new Thread(() -> send(broker), "clicks");
            sender.start();
            List<Kill> kills = kills(broker);
            sending = false;
            sender.join();
            Kill median = kills.stream()
                    .sorted(Comparator.comparing(kill -> kill.parts().seconds()))
                    .toList()
                    .get(KILLS / 2);
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P8d",
                            "first checkpoint after kill -9 of the worker that hosts the whole lane, little state, another worker waiting; the median of 3 kills",
                            "≤ 15 s",
                            Times.text("%.1f s: %s", median.parts().seconds(), median.told()),
                            PATIENCE / median.parts().seconds()));
        }
    }

    private List<Kill> kills(String broker) {
        LocalWorker hosting = worker();
        stack.startWorkflow("StreamLane", LANE, "{\"source\":\"%s\"}".formatted(LiveClicks.SOURCE));
        List<Kill> kills = new ArrayList<>();
        TopicNames names = new TopicNames(LiveClicks.SOURCE);
        awaitTopic(broker, names.checkpoints());
        System.out.println("The lane has its topics");
        try (Covered covered = new Covered(broker, names.checkpoints())) {
            for (int i = 0; i < KILLS; i++) {
                LocalWorker waiting = worker();
                // It is warm, and the one to be killed has been at work for a while.
                covered.readFor(WARM_UP);
                long killed = System.currentTimeMillis();
                hosting.kill();
                covered.readToEnd();
                covered.mark();
                while (covered.firstNanos() == 0) {
                    covered.read();
                }
                long first = System.currentTimeMillis();
                String printed = printed();
                kills.add(new Kill(StartParts.of(printed, killed, first), hosted(printed, killed)));
                System.out.println(kills.get(i).told());
                hosting = waiting;
            }
        } finally {
            hosting.kill();
        }
        return kills;
    }

    private static long hosted(String printed, long killed) {
        return printed.lines()
                .filter(line -> line.contains(BEGINS))
                .mapToLong(line ->
                        Instant.parse(line.substring(0, line.indexOf(' '))).toEpochMilli())
                .filter(at -> at >= killed)
                .findFirst()
                .orElseThrow();
    }

    private LocalWorker worker() {
        return LocalWorker.start(stack, "stream", Map.of("SLUICE_JAVA_OPTS", String.join(" ", StartParts.PRINTING)));
    }

    private String printed() {
        try {
            return Files.readString(home.resolve("worker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply() {
        Path project = home.resolve("shop");
        try {
            Files.createDirectories(project);
            for (DefinitionFile file : LiveClicks.files()) {
                Files.writeString(project.resolve(file.path()), file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stack.execute(
                "ApplyDefinitions", "definitions", "{\"project\":\"%s\",\"requestedBy\":\"ana\"}".formatted(project));
    }

    private void send(String broker) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; sending; i++) {
                String event = "{\"event_id\":\"e%d\",\"user_id\":\"user-%d\",\"event_time\":\"%s\",\"amount\":1.5}"
                        .formatted(i, i % 1_000, Instant.now());
                producer.send(new ProducerRecord<>(topic(), event.getBytes(StandardCharsets.UTF_8)));
                LockSupport.parkNanos(1_000_000_000L / EVENTS_PER_SECOND);
            }
        }
    }

    /** Asking for one that is missing would make it. */
    private static void awaitTopic(String broker, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            while (!admin.listTopics().names().get().contains(topic)) {
                LockSupport.parkNanos(100_000_000);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String topic() {
        return LiveClicks.plan().sources().get(0).source().stream().topic();
    }
}
