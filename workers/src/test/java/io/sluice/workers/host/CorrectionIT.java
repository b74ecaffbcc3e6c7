package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.archive.PinnedArchive;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.activities.registry.RegistryActivitiesImpl;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.CorrectionRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.accept.AcceptFactory;
import io.sluice.workers.accept.LogOracle;
import io.sluice.workers.archive.ArchiveOracle;
import io.sluice.workers.archive.LakeSinkFactory;
import io.sluice.workers.archive.LakeSinkSettings;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.correct.LateCorrection;
import io.sluice.workers.online.OnlineSinkFactory;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.SlotOracle;
import io.sluice.workers.slot.ViewFactory;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.worker.Composition;
import io.sluice.workflows.correct.CorrectionRequest;
import io.sluice.workflows.correct.CorrectionResult;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A late event on real servers: counted, brought back once, then online, in the archive and equal to the batch value. */
final class CorrectionIT {
    /** The place of {@code clicks_1h}: features are in the order of their names. */
    private static final int CLICKS = 1;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("late_");
    private final TopicNames topics = new TopicNames(name);
    private final LocalRedis redis = LocalRedis.start();
    private final OnlineStore store = new RedisOnlineStore(redis.config());
    private final List<DefinitionFile> files = files();
    private final ViewPlan plan = ClickViews.plan(files);
    private final Instant now = Instant.now();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Hosted> running = new ArrayList<>();
    private Composition composition;
    private Lake lake;

    @BeforeEach
    void open() throws Exception {
        composition = Composition.of(new SluiceConfig(
                "a test",
                Map.of(
                        Key.LAKE_CATALOG_URI,
                        "jdbc:sqlite:" + folder.resolve("catalog.db"),
                        Key.LAKE_WAREHOUSE,
                        folder.resolve("warehouse").toString()),
                Map.of()));
        lake = composition.part(Lake.class);
        Path project = Files.createDirectories(folder.resolve("shop"));
        for (DefinitionFile file : files) {
            Files.writeString(project.resolve(file.path()), file.text());
        }
        composition
                .part(RegistryActivitiesImpl.class)
                .applyDefinitions(new ApplyDefinitionsInput(project.toString(), "ana", "a test", false, null));
        broker.createTopic(name + "_raw", 1);
        run();
    }

    @AfterEach
    void close() throws IOException {
        running.forEach(Hosted::close);
        producer.close();
        store.close();
        redis.close();
        lake.close();
    }

    @Test
    void aLateEventComesBackOnceWhateverIsRepeated() {
        send("c1", 30, "1.00");
        send("c2", 0, "2.00");
        // late by now: new, the same again, the same and another as what counts, and one that no rule lets in
        send("c3", 29, "5.00");
        send("c3", 29, "5.00");
        send("c1", 30, "1.00");
        send("c1", 30, "7.00");
        send("c4", 28, "\"much\"");
        await(() -> archived(Verdict.LATE) == 5 && clicks() == 2);
        assertThat(running.get(2).checkpoints())
                .extracting(PartitionCheckpoint::late)
                .containsExactly(5L);

        CorrectionRequest first = new CorrectionRequest(name, "r1");
        assertThatThrownBy(() -> correct(new Killed()).correct(first)).hasMessage("killed");
        CorrectionResult result = correct(Clock.systemUTC()).correct(first);

        String day = now.minus(Duration.ofMinutes(29)).toString().substring(0, 10);
        assertThat(result).isEqualTo(new CorrectionResult(name, 1, 2, 1, 1, 0, List.of(day)));
        assertThat(correct(Clock.systemUTC()).correct(first)).isEqualTo(result);
        await(() -> clicks() == 3 && archived(Verdict.ADMIT) == 1);
        assertThat(correct(Clock.systemUTC()).correct(new CorrectionRequest(name, "r2")))
                .isEqualTo(new CorrectionResult(name, 0, 0, 0, 0, 0, List.of()));
        looksAtEverythingAgainInAnotherIncarnation();
        assertThat(admits()).isEqualTo(1);
        holdsTheBatchValue();
    }

    private void looksAtEverythingAgainInAnotherIncarnation() {
        IncarnationRow row = incarnation();
        IncarnationRow next = new IncarnationRow(
                name,
                2,
                row.version(),
                row.fingerprint(),
                row.topic(),
                1,
                1,
                row.admittedMemory(),
                row.at(),
                null,
                null);
        assertThat(late(Clock.systemUTC())
                        .correct(
                                new CorrectionRequest(name, "r3"),
                                plan.sources().get(0).source(),
                                next))
                .isEqualTo(new CorrectionResult(name, 0, 2, 1, 1, 0, List.of()));
        assertThat(new SystemTables(lake).corrections().scan())
                .extracting(CorrectionRow::run)
                .containsExactlyInAnyOrder("r1", "r2", "r3");
    }

    /** E1 at the newest checkpoint, verdicts by the naive rule, the archive as the log. */
    private void holdsTheBatchValue() {
        // the log last: it has all that a checkpoint covers
        List<ConsumerRecord<byte[], byte[]>> checkpoints = read(topics.checkpoints());
        List<Update> updates = read(topics.updates(ClickViews.VIEW, 1)).stream()
                .map(record -> Update.decode(record.value()))
                .toList();
        LogOracle verdicts =
                new LogOracle(incarnation().rules(plan.sources().get(0).source()));
        TreeMap<Long, LogRecord> records = new TreeMap<>();
        read(topics.accepted()).forEach(record -> records.put(record.offset(), LogRecord.decode(record.value())));
        records.values().forEach(record -> verdicts.add(0, record));
        verdicts.checkVerdicts();
        Checkpoint newest =
                Checkpoint.decode(checkpoints.get(checkpoints.size() - 1).value());
        assertThat(newest.end())
                .as("the checkpoint covers what came back")
                .isGreaterThan(records.entrySet().stream()
                        .filter(each -> each.getValue().verdict() == Verdict.ADMIT)
                        .mapToLong(Map.Entry::getKey)
                        .max()
                        .orElseThrow());
        assertThat(new SlotOracle(plan, records).check(newest, updates)).isEqualTo(1);
        running.forEach(Hosted::close);
        ArchiveOracle.check(lake, broker.address(), plan.sources().get(0).source());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (CommittedRecords records = new CommittedRecords(broker.address(), topic)) {
            records.readToEnd();
            return List.copyOf(records.list());
        }
    }

    private long admits() {
        return read(topics.control()).stream()
                .filter(record -> Stamped.decode(record.value()).kind() == Stamped.Kind.ADMIT)
                .count();
    }

    private long archived(Verdict verdict) {
        return PinnedArchive.of(lake, name, 1, 1).progress().get(0).count(verdict);
    }

    private long clicks() {
        String entity = EntityKey.of(plan.entity().keys(), List.of("u")).encoded();
        StoredSlot slot = store.read(ClickViews.VIEW, 1, List.of(entity)).get(0).get(name);
        Object value = slot == null || slot.isEmpty()
                ? null
                : SlotPlan.of(plan, 0, "definition").codec().decode(slot.row()).values()[CLICKS];
        return value == null ? 0 : ((Number) value).longValue();
    }

    private IncarnationRow incarnation() {
        return new Incarnations(new SystemTables(lake)).newest(name).orElseThrow();
    }

    private Correct correct(Clock clock) {
        return new Correct(
                late(clock), new Incarnations(new SystemTables(lake)), composition.part(StreamDefinitions.class));
    }

    private LateCorrection late(Clock clock) {
        return new LateCorrection(lake, new SystemTables(lake), broker.address(), clock);
    }

    /** An event so many minutes ago. */
    private void send(String id, int minutes, String amount) {
        String event =
                "{\"click_id\": \"%s\", \"user_id\": \"u\", \"event_time\": \"%s\", \"amount\": %s, \"is_bot\": false}"
                        .formatted(id, now.minus(Duration.ofMinutes(minutes)), amount);
        producer.send(new ProducerRecord<>(name + "_raw", event.getBytes(StandardCharsets.UTF_8)));
        producer.flush();
    }

    private List<DefinitionFile> files() {
        return ClickViews.files(name, name + "_raw").stream()
                .map(file -> new DefinitionFile(
                        file.path(),
                        file.text()
                                .replace(
                                        "allowed_lateness: 10 minutes",
                                        "allowed_lateness: 10 minutes\nlate_policy: correct")))
                .toList();
    }

    private void run() {
        Gate none = new Gate("none", List.of(), Gate.Policy.defaults());
        host(
                StreamInstanceInput.of(name, StreamRole.ACCEPT, 1),
                new AcceptFactory(ClickViews.COMPILER, new AvroSchemas(List.of()), of -> none));
        host(view("view"), new ViewFactory(ClickViews.COMPILER, of -> () -> IntervalGate.NONE, lake));
        host(
                StreamInstanceInput.of(name, StreamRole.LAKE_SINK, 1),
                new LakeSinkFactory(lake, new LakeSinkSettings(Duration.ofMillis(300), 1_000)));
        host(view("online-sink"), new OnlineSinkFactory(store, lake, Duration.ofSeconds(60)));
    }

    private StreamInstanceInput view(String role) {
        return new StreamInstanceInput(name, role, ClickViews.VIEW, "v1", 1);
    }

    private void host(StreamInstanceInput instance, HostedFactory factory) {
        Incarnate incarnate = new Incarnate(
                lake,
                new Incarnations(new SystemTables(lake)),
                composition.part(StreamDefinitions.class),
                new HostSettings(broker.address(), Duration.ofMillis(100), 0, 1, null),
                Clock.systemUTC());
        HostedStream stream = incarnate.stream(instance, folder.resolve("state-" + running.size())).stream();
        Hosted hosted = factory.make(instance, stream);
        running.add(hosted);
        hosted.start();
    }

    /** Asks again whenever the log has gone on, or after a fifth of a second. */
    private void await(BooleanSupplier condition) {
        try (CommittedRecords log = new CommittedRecords(broker.address(), topics.accepted())) {
            log.readUntil(
                    () -> {
                        running.forEach(each -> assertThat(each.failure()).isEmpty());
                        return condition.getAsBoolean();
                    },
                    () -> "%d clicks, %d late, %d admitted"
                            .formatted(clicks(), archived(Verdict.LATE), archived(Verdict.ADMIT)));
        }
    }

    /** The run dies between what it wrote to the broker and what it writes down about it. */
    private static final class Killed extends Clock {
        @Override
        public Instant instant() {
            throw new IllegalStateException("killed");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
