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
import io.sluice.definitions.project.DefinitionFile;
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
    private static final int TYPES = 4;
    private static final int PARTITIONS = 2;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("equal_");
    private final LocalRedis redis = LocalRedis.start();
    private final OnlineStore store = new RedisOnlineStore(redis.config());
    private List<DefinitionFile> files = ClickViews.files(name, name + "_raw");
    private ViewPlan plan = ClickViews.plan(files);
    private final Source source = plan.sources().get(0).source();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
    private Lake lake;
    private int sent;
    private int records;

    @BeforeEach
    void prepare() {
        lake = Lake.open(LakeConfig.embedded(folder));
        broker.createTopics(source, ClickViews.VIEW, PARTITIONS);
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
        agree("user-" + (USERS - 1));
        tells("user-3");
    }

    /** Its entities have rows in all partitions of the log. */
    @Test
    @Tag("acceptance")
    void tellsItOfAViewOfAnotherEntity() {
        files = ClickViews.byType(files);
        plan = ClickViews.plan(files);
        agree("type-" + (TYPES - 1));
        tells("type-3");
    }

    private void agree(String last) {
        try (Hosted archive = archive();
                OnlineSink sink = sink()) {
            archive.start();
            sink.start();
            agreeWhileItRuns(last);
            // ticks went on until the apps were closed, and the archive has them, too, before it ends
            assertThat(broken(compare())).as("once nothing comes any more").isEmpty();
        }
    }

    private void agreeWhileItRuns(String last) {
        try (BrokerSourceEnd end = new BrokerSourceEnd(broker.address(), name + "_raw");
                HostedApp accept = accept(end);
                HostedApp view = view()) {
            accept.start();
            view.start();
            send(400);
            sendRefused();
            await(() -> slot(last) != null);
            assertThat(broken(compare())).as("while the stream runs").isEmpty();
            send(400);
            List<EqualityNumbers> all = compareAll();
            assertThat(broken(all)).isEmpty();
            assertThat(compared(all, "E1")).isPositive();
            assertThat(compared(all, "ONLINE")).isPositive();
            assertThat(compared(all, "E2")).isEqualTo(compared(all, "E1"));
            assertThat(all)
                    .filteredOn(each -> each.different() > 0)
                    .as("the late event is measured")
                    .isNotEmpty()
                    .allMatch(each -> each.check().equals("E2"));
            assertThat(compared(all, "CLOCK")).isEqualTo(PARTITIONS);
        }
    }

    private void tells(String entity) {
        StoredSlot right = slot(entity);
        byte[] wrong = right.row().clone();
        wrong[wrong.length - 1] ^= 2;
        write(entity, right, wrong);
        List<EqualityNumbers> online = compare();
        assertThat(broken(online)).containsOnly("ONLINE");
        assertThat(online)
                .filteredOn(EqualityNumbers::differs)
                .allSatisfy(numbers ->
                        assertThat(numbers.first()).singleElement().asString().matches("updates [01]@\\d+"));
        write(entity, right, right.row());
        assertThat(broken(compare())).isEmpty();
        store.remove(ClickViews.VIEW, 1, List.of(entity(entity)));
        assertThat(broken(compare())).as("a value that is missing").containsOnly("ONLINE");
        write(entity, right, right.row());

        Tally tally = new Tally();
        compare(Sampling.of(1_000, sent), rulesSince(Instant.now()), tally);
        assertThat(broken(tally.numbers()))
                .as("verdicts are given again, and E1 believes these")
                .contains("VERDICT", "E1");
        Tally another = new Tally();
        assertThat(compare(Sampling.of(1_000, sent), next(), another))
                .as("the next incarnation may stand on another history")
                .contains("E1, E2: view activity_v1 has no checkpoint of incarnation 1 in 2 of 2 partitions");
        assertThat(broken(another.numbers())).isEmpty();
        assertThat(compareOf(new Sampling(1_000, sent, 3, 1 << 20)))
                .as("rows of which there are more than are kept")
                .anySatisfy(sentence -> assertThat(sentence)
                        .matches("E1, E2, ONLINE: \\d+ entities of view activity_v1 have more than 3 rows.*"));
        dropFromArchive();
        assertThat(broken(compare())).contains("E1").doesNotContain("ONLINE");
    }

    /** Once checkpoints cover all that was sent. */
    private List<EqualityNumbers> compareAll() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<EqualityNumbers> all = compare();
        while (compared(all, "VERDICT") < records) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            all = compare();
        }
        return all;
    }

    private List<EqualityNumbers> compare() {
        Tally tally = new Tally();
        assertThat(compare(Sampling.of(1_000, sent), rules(), tally)).isEmpty();
        return tally.numbers();
    }

    private List<String> compareOf(Sampling sampling) {
        return compare(sampling, rules(), new Tally());
    }

    private List<String> compare(Sampling sampling, AcceptRules rules, Tally tally) {
        ComparedStream stream = new ComparedStream(source, rules, PARTITIONS, null, List.of());
        return new StreamComparison(broker.address(), lake, store, ClickViews.COMPILER, () -> true)
                .compare(new CheckedView(plan, 0, 1), stream, sampling, tally);
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
            send("c" + sent, Instant.now(), sent % 7);
        }
        producer.flush();
    }

    /** A duplicate, one with the id of another, a late one, one from the future. */
    private void sendRefused() {
        Instant now = Instant.now();
        send("again", now, 1);
        sent--;
        send("again", now, 1);
        sent--;
        send("again", now, 2);
        send("late", now.minusSeconds(1_800), 3);
        send("future", now.plusSeconds(7_200), 4);
    }

    private void send(String id, Instant at, int amount) {
        String event =
                "{\"click_id\": \"%s\", \"user_id\": \"user-%d\", \"event_type\": \"type-%d\", \"event_time\": \"%s\", \"amount\": %d.5, \"is_bot\": false}"
                        .formatted(id, sent % USERS, sent % TYPES, at, amount);
        sent++;
        records++;
        producer.send(new ProducerRecord<>(name + "_raw", event.getBytes(StandardCharsets.UTF_8)));
    }

    private AcceptRules rules() {
        return AcceptRules.of(source, List.of(), PARTITIONS, 0, RejectedRanges.NONE);
    }

    private AcceptRules next() {
        return AcceptRules.of(source, List.of(), PARTITIONS, 1, RejectedRanges.NONE);
    }

    private AcceptRules rulesSince(Instant cutover) {
        AcceptRules rules = rules();
        return new AcceptRules(
                rules.sourcePartitions(),
                rules.allowedLateness(),
                rules.maxFutureSkew(),
                cutover.toEpochMilli(),
                rules.admittedMemory(),
                rules.epoch(),
                rules.rejected());
    }

    private HostedApp accept(BrokerSourceEnd end) {
        return new AcceptApp(
                        source,
                        source.expectations(),
                        rules(),
                        PARTITIONS,
                        new AvroSchemas(List.of()),
                        50,
                        ClickViews.COMPILER)
                .host(AppSettings.local(broker.address(), folder.resolve("accept")), end);
    }

    private HostedApp view() {
        return new ViewApp(plan, 0, 1, "definition", 0, PARTITIONS, PARTITIONS, ClickViews.COMPILER)
                .host(AppSettings.local(broker.address(), folder.resolve("view")));
    }

    private Hosted archive() {
        HostedStream stream = new HostedStream(
                new DefinitionRef("source", name, "v1", "f"),
                source,
                rules(),
                PARTITIONS,
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
