package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import io.sluice.workers.slot.ClickViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A lane of the tests' clicks on a stack of its own: Temporal, Kafka, Redis, a control worker, and stream workers as a test wants them. */
final class RunningLane implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final String SOURCE = "clicks";
    static final String ID = "stream/clicks";
    static final List<String> INSTANCES = List.of(
            "stream/clicks/accept/1",
            "stream/clicks/view/activity_v1/1",
            "stream/clicks/lake-sink/1",
            "stream/clicks/online-sink/activity_v1/1");

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long SEED = 20_261_123;

    private final LocalStack stack;
    private final String kafka;
    private final LocalWorker control;
    private final List<LocalWorker> workers = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(SEED);
    private final Clicks clicks = new Clicks(SEED, System.currentTimeMillis() - 60_000, 20);
    private final List<DefinitionFile> files = ClickViews.files(SOURCE, "shop_clicks");
    private int sent;

    RunningLane(Path home) {
        stack = LocalStack.start(home, "temporal", "kafka", "redis");
        kafka = stack.service("kafka").path("address").asText();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
        control = LocalWorker.start(stack, "control,batch", Map.of());
        apply(home.resolve("shop"));
        createTopic();
    }

    private void apply(Path folder) {
        try {
            Files.createDirectories(folder);
            for (DefinitionFile file : files) {
                Files.writeString(folder.resolve(file.path()), file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stack.execute(
                "ApplyDefinitions", "definitions", "{\"project\":\"%s\",\"requestedBy\":\"ana\"}".formatted(folder));
    }

    private void createTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic("shop_clicks", PARTITIONS, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("No topic", e);
        }
    }

    /** The broker. */
    String kafka() {
        return kafka;
    }

    LocalStack stack() {
        return stack;
    }

    List<DefinitionFile> files() {
        return files;
    }

    int sent() {
        return sent;
    }

    /** As a person starts it. */
    void start() {
        start("");
    }

    /** With more input, which begins with a comma. */
    void start(String rest) {
        stack.startWorkflow("StreamLane", ID, "{\"source\":\"clicks\"%s}".formatted(rest));
    }

    /** One more stream worker; reports and appends come every second, so that a test need not wait. */
    LocalWorker worker() {
        LocalWorker worker = LocalWorker.start(
                stack,
                "stream",
                Map.of(
                        "SLUICE_STREAM_REPORT_SECONDS", "1",
                        "SLUICE_STREAM_ARCHIVE_SECONDS", "1",
                        "SLUICE_HEAP", "400m"));
        workers.add(worker);
        return worker;
    }

    void send(int records) {
        send(records, PARTITIONS);
    }

    /** The same to the first partitions only: the others are idle meanwhile. */
    void send(int records, int partitions) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>("shop_clicks", random.nextInt(partitions), null, clicks.next()));
        }
        producer.flush();
        sent += records;
    }

    /** Waits until the lane has made the topic: asking for one that is missing would make it. */
    CommittedRecords read(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            while (!admin.listTopics().names().get().contains(topic)) {
                assertThat(System.nanoTime()).as("no topic " + topic).isLessThan(deadline);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("No topics", e);
        }
        return new CommittedRecords(kafka, topic);
    }

    /** Asks the lane until its answer is as expected. */
    JsonNode status(Predicate<JsonNode> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode status = stack.query(ID, "status");
        while (!expected.test(status)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not as expected: " + status.toPrettyString());
            }
            status = stack.query(ID, "status");
        }
        return status;
    }

    /** The result of a run that somebody else starts. */
    JsonNode completed(String workflowId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stack.tryTemporal("workflow", "describe", "--workflow-id", workflowId)
                        .exitCode()
                != 0) {
            assertThat(System.nanoTime()).as(workflowId + " was not started").isLessThan(deadline);
        }
        return stack.completed(workflowId);
    }

    void signal(String name, String rest) {
        stack.signal(ID, name, "{\"by\":\"ana\",\"reason\":\"a test\"%s}".formatted(rest));
    }

    /** The source as it is registered. */
    Source source() {
        return ClickViews.plan(files).sources().get(0).source();
    }

    @Override
    public void close() {
        producer.close();
        workers.forEach(LocalWorker::kill);
        control.kill();
        stack.close();
    }
}
