package io.sluice.workers.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.SlotBatch;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workers.accept.AcceptApp;
import io.sluice.workers.accept.BrokerSourceEnd;
import io.sluice.workers.archive.LakeSinkFactory;
import io.sluice.workers.archive.LakeSinkSettings;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.online.OnlineSink;
import io.sluice.workers.online.SinkInput;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes that agree, and what is told once the store or the archive were changed by hand. */
final class EqualityIT {
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final int USERS = 15;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("equal_");
    private final LocalRedis redis = LocalRedis.start();
    private final OnlineStore store = new RedisOnlineStore(redis.config());
    private final ViewPlan plan = ClickViews.plan(ClickViews.files(name, name + "_raw"));
    private final Source source = plan.sources().get(0).source();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
    private Lake lake;
    private int sent;

    @BeforeEach
    void prepare() throws Exception {
        lake = Lake.open(LakeConfig.embedded(folder));
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(name + "_raw", 1, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
            Topics topics = new Topics(admin, TopicSettings.of(1, 1));
            topics.prepareAccept(source);
            topics.prepareView(name, ClickViews.VIEW, 1);
        }
    }

    @AfterEach
    void close() {
        producer.close();
        store.close();
        redis.close();
        lake.close();
    }

    @Test
    @Tag("acceptance")
    void tellsWhatWasChangedByHandOfLanesThatAgreed() {
        try (BrokerSourceEnd end = new BrokerSourceEnd(broker.address(), name + "_raw");
                HostedApp accept = accept(end);
                HostedApp view = view();
                Hosted archive = archive();
                OnlineSink sink = sink()) {
            accept.start();
            view.start();
            archive.start();
            sink.start();
            send(400);
            await(() -> slot("user-" + (USERS - 1)) != null);
            assertThat(broken(compare())).as("while the stream runs").isEmpty();
            send(400);
            List<EqualityNumbers> all = compare();
            assertThat(broken(all)).isEmpty();
            assertThat(compared(all, "E1")).isPositive();
            assertThat(compared(all, "ONLINE")).isPositive();
            assertThat(compared(all, "E2")).isEqualTo(compared(all, "E1"));
            assertThat(compared(all, "CLOCK")).isEqualTo(1);
        }
        String user = "user-3";
        StoredSlot right = slot(user);
        byte[] wrong = right.row().clone();
        wrong[wrong.length - 1] ^= 2;
        write(user, right, wrong);
        List<EqualityNumbers> online = compare();
        assertThat(broken(online)).containsOnly("ONLINE");
        assertThat(online)
                .filteredOn(EqualityNumbers::differs)
                .allSatisfy(numbers ->
                        assertThat(numbers.first()).singleElement().asString().matches("updates 0@\\d+"));
        write(user, right, right.row());
        assertThat(broken(compare())).isEmpty();
        store.remove(ClickViews.VIEW, 1, List.of(entity(user)));
        assertThat(broken(compare())).as("a value that is missing").containsOnly("ONLINE");
        write(user, right, right.row());

        dropFromArchive();
        assertThat(broken(compare())).contains("E1").doesNotContain("ONLINE");
    }

    private List<EqualityNumbers> compare() {
        Tally tally = new Tally();
        new StreamComparison(broker.address(), lake, store, ClickViews.COMPILER, () -> true)
                .compare(new CheckedView(plan, 0, 1), new ComparedStream(source, 1, 1, null), 1_000, sent, tally);
        return tally.numbers();
    }

    private static List<String> broken(List<EqualityNumbers> numbers) {
        return numbers.stream()
                .filter(EqualityNumbers::differs)
                .map(EqualityNumbers::check)
                .distinct()
                .toList();
    }

    private static long compared(List<EqualityNumbers> numbers, String check) {
        return numbers.stream()
                .filter(each -> each.check().equals(check))
                .mapToLong(EqualityNumbers::compared)
                .sum();
    }

    private void dropFromArchive() {
        Table table = lake.load(TableNames.events(name));
        DataFile largest = null;
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                if (largest == null || task.file().recordCount() > largest.recordCount()) {
                    largest = task.file();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.newDelete().deleteFile(largest).commit();
    }

    /** By hand: with the version that is there. */
    private void write(String user, StoredSlot at, byte[] row) {
        store.remove(ClickViews.VIEW, 1, List.of(entity(user)));
        SlotWrite write = new SlotWrite(entity(user), name, at.version(), row);
        store.write(new SlotBatch(ClickViews.VIEW, 1, null, List.of(write)));
    }

    private StoredSlot slot(String user) {
        return store.read(ClickViews.VIEW, 1, List.of(entity(user))).get(0).get(name);
    }

    private String entity(String user) {
        return EntityKey.of(plan.entity().keys(), List.of(user)).encoded();
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            String event =
                    "{\"click_id\": \"c%d\", \"user_id\": \"user-%d\", \"event_time\": \"%s\", \"amount\": %d.5, \"is_bot\": false}"
                            .formatted(sent, sent % USERS, Instant.now(), sent % 7);
            sent++;
            producer.send(new ProducerRecord<>(name + "_raw", event.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    private AcceptRules rules() {
        return AcceptRules.of(source, List.of(), 1, 0, RejectedRanges.NONE);
    }

    private HostedApp accept(BrokerSourceEnd end) {
        return new AcceptApp(
                        source, source.expectations(), rules(), 1, new AvroSchemas(List.of()), 50, ClickViews.COMPILER)
                .host(AppSettings.local(broker.address(), folder.resolve("accept")), end);
    }

    private HostedApp view() {
        return new ViewApp(plan, 0, 1, "definition", 0, 1, 1, ClickViews.COMPILER)
                .host(AppSettings.local(broker.address(), folder.resolve("view")));
    }

    private Hosted archive() {
        HostedStream stream = new HostedStream(
                new DefinitionRef("source", name, "v1", "f"),
                source,
                rules(),
                1,
                null,
                null,
                AppSettings.local(broker.address(), folder.resolve("archive")));
        return new LakeSinkFactory(lake, new LakeSinkSettings(Duration.ofMillis(300), 10_000))
                .make(new StreamInstanceInput(name, "lake-sink", null, null, 1), stream);
    }

    private OnlineSink sink() {
        return new OnlineSink(
                new SinkInput(broker.address(), plan, 0, 1, 1, Map.of()),
                store,
                new ServedArchive(lake, ClickViews.VIEW),
                Duration.ofSeconds(1));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
