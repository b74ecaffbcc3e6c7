package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import io.sluice.workers.local.WorkerSupervisor;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.ClicksHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A lane of the tests' clicks on a stack of its own: Temporal, Kafka, Redis, a control worker, and others as a test wants them. */
final class RunningLane implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final String SOURCE = "clicks";
    static final String ID = "stream/clicks";
    static final String TOPIC = "shop_clicks";
    private static final String FILES = "files";
    static final List<String> INSTANCES = List.of(
            "stream/clicks/accept/1",
            "stream/clicks/view/activity_v1/1",
            "stream/clicks/lake-sink/1",
            "stream/clicks/online-sink/activity_v1/1");

    private static final Map<String, String> QUICK = Map.of(
            "SLUICE_STREAM_REPORT_SECONDS", "1",
            "SLUICE_STREAM_ARCHIVE_SECONDS", "1",
            "SLUICE_HEAP", "400m");
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final long SEED = 20_261_123;

    /** Less than any pause between two commands. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final LocalStack stack;
    private final String kafka;
    private final LocalWorker control;
    private final List<LocalWorker> workers = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final Clicks clicks;
    private final List<DefinitionFile> files;
    private final ClicksHistory history;
    private int sent;

    /** Clicks of the last minute. */
    RunningLane(Path home) {
        this(
                home,
                "control,batch",
                ClickViews.files(SOURCE, TOPIC),
                new Clicks(SEED, System.currentTimeMillis() - 60_000, 20),
                new Random(SEED),
                new ClicksHistory());
    }

    /** Clicks of the last days, under a gate; a source partition is silent after so long. Workers with Spark are the test's to start. */
    static RunningLane ofDays(Path home, Duration idleAfter) {
        return new RunningLane(
                home,
                "control",
                GatedClicks.files(idleAfter),
                new Clicks(SEED, GatedClicks.start(), GatedClicks.STEP_MS),
                new Random(SEED),
                new ClicksHistory());
    }

    /** The same with history in files, two views of different entities, and late events that come back. */
    static RunningLane withHistory(Path home, long seed) {
        Random random = new Random(seed);
        return new RunningLane(
                home,
                "control,batch",
                GatedClicks.withHistory(SILENCE, home.resolve(FILES)),
                new Clicks(seed, GatedClicks.start(), GatedClicks.STEP_MS),
                random,
                new ClicksHistory(random, GatedClicks.start()));
    }

    private RunningLane(
            Path home, String roles, List<DefinitionFile> files, Clicks clicks, Random random, ClicksHistory history) {
        this.files = files;
        this.clicks = clicks;
        this.random = random;
        this.history = history;
        stack = LocalStack.start(home, "temporal", "kafka", "redis");
        kafka = stack.service("kafka").path("address").asText();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
        control = LocalWorker.start(stack, roles, Map.of());
        apply(files);
        createTopic();
    }

    /** Registers a project, which may be another one than the lane was begun with. */
    void apply(List<DefinitionFile> files) {
        Path folder = stack.home().resolve("shop");
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
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)
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

    /** The names of its views. */
    List<String> views() {
        return files.stream()
                .map(DefinitionFile::text)
                .filter(text -> text.startsWith("view: "))
                .map(text -> text.lines().findFirst().orElseThrow().substring("view: ".length()))
                .toList();
    }

    /** What was before the stream. */
    ClicksHistory history() {
        return history;
    }

    /** Has the day before the cutover's noon certified; to be done before the lane begins, which pins what it finds. */
    void ingestHistory() {
        String day = GatedClicks.days().get(0);
        try {
            Path folder = Files.createDirectories(stack.home().resolve(FILES));
            Files.writeString(folder.resolve(day + ".csv"), history.csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode result = stack.execute(
                "BatchIngestion",
                "ingest/clicks/" + day,
                "{\"source\":\"clicks\",\"partition\":\"%s\"}".formatted(day));
        assertThat(result.path("outcome").asText()).as(result.toPrettyString()).startsWith("P");
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
        return worker(Map.of());
    }

    /** One for Spark. */
    LocalWorker batchWorker() {
        LocalWorker worker = LocalWorker.start(stack, "batch", Map.of());
        workers.add(worker);
        return worker;
    }

    /** A stream worker with other settings. */
    LocalWorker worker(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(QUICK);
        environment.putAll(settings);
        LocalWorker worker = LocalWorker.start(stack, "stream", environment);
        workers.add(worker);
        return worker;
    }

    /** Workers one after the other, each dying at one of these points; whoever gets them closes them. */
    WorkerSupervisor dyingWorkers(String roles, Set<String> points, Path markers) {
        Map<String, String> environment = new HashMap<>(roles.equals("stream") ? QUICK : Map.of());
        environment.put("SLUICE_FAILPOINTS", String.join(",", points));
        environment.put("SLUICE_FAILPOINTS_DIR", markers.toString());
        return WorkerSupervisor.start(stack, roles, environment);
    }

    void send(int records) {
        send(records, PARTITIONS);
    }

    /** The same to the first partitions only: the others are idle meanwhile. */
    void send(int records, int partitions) {
        for (int i = 0; i < records; i++) {
            send(clicks.next(), partitions);
        }
        producer.flush();
    }

    /** Clicks until their times have come to an instant, epoch milliseconds; each is less than a step after the one before. */
    void sendUntil(long instant, int step) {
        sendUntil(instant, step, PARTITIONS);
    }

    /** The same to the first partitions only. */
    void sendUntil(long instant, int step, int partitions) {
        clicks.pace(step);
        while (clicks.now() < instant) {
            send(clicks.next(), partitions);
        }
        producer.flush();
    }

    /** Rows that the gate stops, with times from that of the last click on. */
    void sendBroken() {
        GatedClicks.broken(clicks.now()).forEach(row -> send(row, PARTITIONS));
        producer.flush();
    }

    /** Any record, to one of the first partitions; not flushed. */
    private void send(byte[] value, int partitions) {
        producer.send(new ProducerRecord<>(TOPIC, random.nextInt(partitions), null, value));
        sent++;
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

    /** Pauses it, and waits until every app and sink has closed. */
    void pause() {
        signal("pause", "");
        INSTANCES.forEach(instance ->
                assertThat(stack.outcome(instance).path("status").asText()).isEqualTo("CANCELED"));
        status(each -> each.path("phase").asText().startsWith("paused"));
    }

    void signal(String name, String rest) {
        stack.signal(ID, name, "{\"by\":\"ana\",\"reason\":\"a test\"%s}".formatted(rest));
    }

    /** Certifies until so many days are published, and answers what became of them: outcomes in their order. */
    List<String> certify(List<String> days) {
        String input = "{\"source\":\"clicks\",\"through\":\"%s\"}".formatted(days.get(days.size() - 1));
        List<String> outcomes = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (outcomes.size() < days.size()) {
            JsonNode result = stack.execute("StreamCertification", "certify/clicks", input);
            result.path("newest")
                    .forEach(day -> outcomes.add(day.path("outcome").asText()));
            assertThat(System.nanoTime()).as(result.toPrettyString()).isLessThan(deadline);
        }
        // only a run over everything notes how far it looked
        stack.execute("StreamCertification", "certify/clicks", "{\"source\":\"clicks\"}");
        return outcomes;
    }

    /** What a reader gets of a user. */
    JsonNode online(String user) {
        return LocalStack.json(stack.sluice("get", "--view", ClickViews.VIEW, "--entity", user, "--json")
                .orFail()
                .output());
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
