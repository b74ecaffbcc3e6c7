package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.RegistryActivitiesImpl;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.accept.AcceptApp;
import io.sluice.workers.accept.BrokerSourceEnd;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.correct.LateCorrection;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.replay.IncompleteLogException;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.TrustedClicks;
import io.sluice.workers.slot.TrustedClicks.Click;
import io.sluice.workers.slot.ViewFactory;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicException;
import io.sluice.workers.worker.Composition;
import io.sluice.workflows.correct.CorrectionRequest;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.stream.IncarnationRequest;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what a stream is begun, on a real broker and a real registry. */
final class IncarnateIT {
    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("begun_");
    private final StreamInstanceInput view = new StreamInstanceInput(name, "view", ClickViews.VIEW, "v1", 1);
    private final StreamInstanceInput accept = StreamInstanceInput.of(name, StreamRole.ACCEPT, 1);
    private int sent;
    private Composition composition;
    private Incarnate incarnate;

    @BeforeEach
    void open() throws IOException {
        composition = Composition.of(new SluiceConfig(
                "a test",
                Map.of(
                        Key.LAKE_CATALOG_URI,
                        "jdbc:sqlite:" + folder.resolve("catalog.db"),
                        Key.LAKE_WAREHOUSE,
                        folder.resolve("warehouse").toString()),
                Map.of()));
        incarnate = new Incarnate(
                composition.part(Lake.class),
                new Incarnations(tables()),
                composition.part(StreamDefinitions.class),
                new HostSettings(broker.address(), Duration.ofMillis(100), 0, 1, null),
                Clock.systemUTC());
        apply("10 minutes");
    }

    @Test
    void whatIsRegisteredLaterChangesNothing() throws Exception {
        topic(2);
        HostedStream begun = incarnate.stream(view, folder).stream();
        apply("20 minutes");

        HostedStream found = incarnate.stream(accept, folder).stream();

        assertThat(found.definition()).isEqualTo(begun.definition());
        assertThat(found.source().allowedLateness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(found.rules()).isEqualTo(begun.rules());
        assertThat(found.epoch()).isEqualTo(1);
        assertThat(found.rules().admittedMemory())
                .isEqualTo(Duration.ofMinutes(65).toMillis());
        assertThat(found.logPartitions()).isEqualTo(2);
        assertThat(begun.requireView().plan().sources().get(0).source()).isEqualTo(found.source());
        try (Admin admin = broker.admin()) {
            assertThat(admin.listTopics().names().get())
                    .contains("accepted." + name, "control." + name, "updates.activity_v1." + name);
        }
    }

    @Test
    void aTopicThatIsMissingOrHasGrownIsNamed() throws Exception {
        assertThatThrownBy(() -> incarnate.stream(accept, folder))
                .hasMessageContaining("Topic %s_raw of source %s does not exist".formatted(name, name));
        assertThat(new Incarnations(tables()).newest(name)).isEmpty();
        topic(1);
        incarnate.stream(accept, folder);
        try (Admin admin = broker.admin()) {
            admin.createPartitions(Map.of(name + "_raw", NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> incarnate.stream(accept, folder))
                .hasMessageContaining("has 3 partitions, and its stream was begun with 1")
                .hasMessageContaining("needs a new incarnation, which this build cannot begin");
    }

    /** Same name, same partitions, other records: neither a running app nor one that starts takes them for what it has not read. */
    @Test
    void aTopicThatWasMadeAnewIsNotReadOn() throws Exception {
        topic(1);
        HostedStream begun = incarnate.stream(accept, folder.resolve("accept")).stream();
        AcceptApp accepts = new AcceptApp(
                begun.source(), List.of(), begun.rules(), 1, new AvroSchemas(List.of()), 50, ClickViews.COMPILER);
        try (BrokerSourceEnd end = new BrokerSourceEnd(broker.address(), name + "_raw");
                HostedApp app = accepts.host(begun.settings(), end);
                CommittedRecords log = new CommittedRecords(broker.address(), "accepted." + name)) {
            app.start();
            send(10);
            awaitEvents(log, 10);
            makeAnew();
            app.ended().get(1, TimeUnit.MINUTES);

            assertThat(app.failure()).isPresent();
            send(3);
            assertThatThrownBy(() -> incarnate.stream(accept, folder))
                    .isInstanceOf(TopicException.class)
                    .hasMessageContaining("Topic %s_raw of source %s has id ".formatted(name, name))
                    .hasMessageContaining("it was deleted and made anew");
            log.readToEnd();
            assertThat(log.list().stream().filter(IncarnateIT::isEvent)).hasSize(10);
        }
    }

    private void makeAnew() throws Exception {
        try (Admin admin = broker.admin()) {
            admin.deleteTopics(List.of(name + "_raw")).all().get();
            while (admin.listTopics().names().get().contains(name + "_raw")) {
                Thread.onSpinWait();
            }
        }
        topic(1);
    }

    @Test
    void theNewestIncarnationIsHosted() throws Exception {
        topic(1);
        incarnate.stream(accept, folder);
        IncarnationRow first = new Incarnations(tables()).newest(name).orElseThrow();
        IncarnationRow second = new IncarnationRow(
                name, 2, first.version(), first.fingerprint(), first.topic(), 1, 1, 7, Instant.EPOCH, null, null);
        new Incarnations(tables()).begin(second);

        HostedStream found = incarnate.stream(accept, folder).stream();

        assertThat(found.epoch()).isEqualTo(2);
        assertThat(found.rules().admittedMemory()).isEqualTo(7);
    }

    @Test
    void lateEventsOfAnotherPolicyStayOut() throws Exception {
        Correct correct = new Correct(
                new LateCorrection(composition.part(Lake.class), tables(), broker.address(), Clock.systemUTC()),
                new Incarnations(tables()),
                composition.part(StreamDefinitions.class));
        CorrectionRequest request = new CorrectionRequest(name, "run");
        assertThatThrownBy(() -> correct.correct(request))
                .hasMessageContaining("has no stream that was begun: start StreamLane first");
        topic(1);
        incarnate.stream(accept, folder);
        apply("10 minutes\nlate_policy: correct");

        assertThatThrownBy(() -> correct.correct(request))
                .as("what a stream is begun with stays")
                .hasMessageContaining(
                        "was begun with late_policy: quarantine (version v1), so its late events stay out");
        assertThat(tables().corrections().scan()).isEmpty();
    }

    @Test
    void anIncarnationThatCannotBeginLeavesTheOneBeforeAsItIs() throws Exception {
        topic(1);
        HostedStream begun = incarnate.stream(accept, folder.resolve("accept")).stream();
        AcceptApp accepts = new AcceptApp(
                begun.source(), List.of(), begun.rules(), 1, new AvroSchemas(List.of()), 50, ClickViews.COMPILER);
        try (Admin admin = broker.admin();
                BrokerSourceEnd end = new BrokerSourceEnd(broker.address(), name + "_raw");
                HostedApp app = accepts.host(begun.settings(), end);
                CommittedRecords log = new CommittedRecords(broker.address(), "accepted." + name)) {
            app.start();
            send(10);
            awaitEvents(log, 10);
            assertThatThrownBy(() -> next(() -> {
                        throw new IllegalStateException("taken back");
                    }))
                    .hasMessage("taken back");
            admin.deleteRecords(Map.of(new TopicPartition("accepted." + name, 0), RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();

            assertThatThrownBy(() -> next(Wanted.ALWAYS)).isInstanceOf(IncompleteLogException.class);

            send(10);
            awaitEvents(log, 20);
            assertThat(app.failure()).isEmpty();
        }
    }

    /** Nobody knows where an entity of it is, and an app that is given some says so instead of beginning. */
    @Test
    void aKeyedStreamThatWasBegunWithoutHistoryGoesOnWithoutIt() throws Exception {
        assertThat(historyOfTheSecond("format: json, keyed: true")).isNull();
    }

    @Test
    void historyThatWasCertifiedMeanwhileCountsFromTheNextIncarnationOn() throws Exception {
        assertThat(historyOfTheSecond("format: json")).isNotNull();
    }

    /** Contract §3: admitted identities are kept for the longest window and its hop. */
    @Test
    void aWindowThatIsLongerThanThoseBeforeCountsFromTheNextIncarnationOn() throws Exception {
        topic(1);
        long first = admittedMemory();
        apply(ClickViews.files(name, name + "_raw"), "window: 1 hour", "window: 30 days");
        assertThat(admittedMemory()).isEqualTo(first);

        next(Wanted.ALWAYS);

        assertThat(admittedMemory()).isGreaterThan(Duration.ofDays(30).toMillis());
    }

    private long admittedMemory() {
        return incarnate.stream(accept, folder).stream().rules().admittedMemory();
    }

    private @Nullable Long historyOfTheSecond(String form) throws Exception {
        apply(ClickViews.withHistory(ClickViews.files(name, name + "_raw")), "format: json", form);
        StreamInstanceInput again = new StreamInstanceInput(name, "view", ClickViews.VIEW, "v2", 1);
        topic(1);
        HostedStream first = incarnate.stream(again, folder).stream();
        assertThat(first.history()).isNull();
        Click click = new Click("h", "u", Clicks.START - 1, "t", BigDecimal.ONE.setScale(2), false);
        TrustedClicks.append(composition.part(Lake.class), first.source(), List.of(click));

        next(Wanted.ALWAYS);

        HostedStream second = incarnate.stream(again, folder).stream();
        assertThat(second.epoch()).isEqualTo(2);
        new ViewFactory(ClickViews.COMPILER, of -> () -> IntervalGate.NONE, composition.part(Lake.class))
                .make(again, second)
                .close();
        return second.history();
    }

    private void next(Wanted wanted) {
        NextIncarnation next = new NextIncarnation(
                composition.part(Lake.class),
                tables(),
                composition.part(StreamDefinitions.class),
                new HostSettings(broker.address(), Duration.ofMillis(100), 0, 1, null),
                new StateFolders(folder),
                composition.part(RegisteredDefinitions.class),
                ClickViews.COMPILER,
                Clock.systemUTC());
        try (StateFolders.Taken taken = new StateFolders(folder).take("next")) {
            next.begin(new IncarnationRequest(name, 2, "stream/" + name), taken, wanted);
        }
    }

    private void send(int records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                String click = "{\"click_id\": \"c%d\", \"user_id\": \"u\", \"event_time\": \"%s\"}"
                        .formatted(sent++, Instant.now());
                producer.send(new ProducerRecord<>(name + "_raw", click.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void awaitEvents(CommittedRecords log, int events) {
        log.readUntil(
                () -> log.list().stream().filter(IncarnateIT::isEvent).count() >= events,
                () -> "fewer than %d events".formatted(events));
    }

    private static boolean isEvent(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.decode(record.value()).verdict() != Verdict.TICK;
    }

    private SystemTables tables() {
        return composition.part(SystemTables.class);
    }

    private void apply(String lateness) throws IOException {
        apply(ClickViews.files(name, name + "_raw"), "allowed_lateness: 10 minutes", "allowed_lateness: " + lateness);
    }

    private void apply(List<DefinitionFile> files, String line, String by) throws IOException {
        Path project = Files.createDirectories(folder.resolve("shop"));
        for (DefinitionFile file : files) {
            Files.writeString(project.resolve(file.path()), file.text().replace(line, by));
        }
        ApplyDefinitionsInput input = new ApplyDefinitionsInput(project.toString(), "ana", "a test", false, null);
        assertThat(composition
                        .part(RegistryActivitiesImpl.class)
                        .applyDefinitions(input)
                        .applied())
                .isTrue();
    }

    private void topic(int partitions) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(name + "_raw", partitions, (short) 1)))
                    .all()
                    .get();
        }
    }
}
