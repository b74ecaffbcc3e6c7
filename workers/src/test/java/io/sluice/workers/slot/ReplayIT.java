package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchiveFiles;
import io.sluice.activities.archive.ArchivedRange;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.RejectedRanges.Range;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.accept.Redecision;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.replay.IncompleteLogException;
import io.sluice.workers.replay.SealedException;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.registry.DefinitionRef;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State that is rebuilt from the lake, on a real broker: at checkpoints every slot is the naive batch value. */
final class ReplayIT {
    private static final int PARTITIONS = 2;
    private static final long SEED = 11;
    private static final int EACH = 700;
    private static final int CHECKED = 8;
    private static final int USERS = 7;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String address = broker.address();
    private final String name = LocalBroker.name("replay_");
    private ViewPlan plan = ClickViews.plan(ClickViews.withHistory(ClickViews.files(name, "raw")));
    private final Source source = plan.sources().get(0).source();
    private final ClickLog clicks = new ClickLog(SEED, source, PARTITIONS);
    private final Random random = new Random(SEED);
    private final List<EntityRow> history = new ArrayList<>();
    private long epoch = 1;
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void stateIsRebuiltFromHistoryArchiveAndLogAndWithoutWhatWasRejected() throws Exception {
        rebuilt();
    }

    @Test
    @Tag("acceptance")
    void soIsThatOfAViewOfAnotherEntity() throws Exception {
        plan = ClickViews.plan(ClickViews.byType(ClickViews.withHistory(ClickViews.files(name, "raw"))));
        rebuilt();
    }

    @Test
    void aViewOfAnotherEntityBeginsWithHistoryAndLogAndGoesOn() throws Exception {
        plan = ClickViews.plan(ClickViews.byType(ClickViews.withHistory(ClickViews.files(name, "raw"))));
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(PARTITIONS, 1));
            topics.prepareAccept(source);
            topics.prepareView(name, ClickViews.VIEW, 1);
            long snapshot = certify(lake);
            send(EACH / 2);
            try (CommittedRecords log = new CommittedRecords(address, "accepted." + name);
                    CommittedRecords checkpoints = new CommittedRecords(address, "checkpoints." + name);
                    CommittedRecords updates = new CommittedRecords(address, "updates.activity_v1." + name)) {
                for (int life = 0; life < 2; life++) {
                    try (HostedApp app = app(lake, 1, 1, snapshot)) {
                        app.start();
                        send(EACH / 2);
                        check(1, 1, log, checkpoints, updates);
                    }
                }
            }
        }
    }

    private void rebuilt() throws Exception {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(PARTITIONS, 1));
            topics.prepareAccept(source);
            topics.prepareView(name, ClickViews.VIEW, 1);
            topics.prepareView(name, ClickViews.VIEW, 2);
            topics.prepareState(Redecision.stateTopic(name));
            long snapshot = certify(lake);
            send(EACH);
            try (CommittedRecords log = new CommittedRecords(address, "accepted." + name);
                    CommittedRecords checkpoints = new CommittedRecords(address, "checkpoints." + name);
                    CommittedRecords first = new CommittedRecords(address, "updates.activity_v1." + name);
                    CommittedRecords second = new CommittedRecords(address, "updates.activity_v2." + name);
                    HostedApp old = app(lake, 1, 1, snapshot)) {
                old.start();
                send(EACH);
                check(1, 1, log, checkpoints, first);

                // The topic keeps less than the window: a new version begins with what is archived.
                archive(lake, log);
                Map<TopicPartition, RecordsToDelete> gone =
                        new TreeMap<>((one, other) -> Integer.compare(one.partition(), other.partition()));
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    gone.put(
                            new TopicPartition("accepted." + name, partition),
                            RecordsToDelete.beforeOffset(records(log, partition).size() / 2));
                }
                admin.deleteRecords(gone).all().get();
                send(EACH);
                try (HostedApp beside = app(lake, 2, 1, snapshot)) {
                    beside.start();
                    send(EACH);
                    check(2, 1, log, checkpoints, second);
                }

                check(1, 1, log, checkpoints, first);
                log.readToEnd();
                List<Range> rejected = new ArrayList<>();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    long size = records(log, partition).size();
                    rejected.add(new Range(size / 3, size / 3 + size / 4));
                }
                shutOut(admin);
                redecide(lake, rejected);
                redecide(lake, rejected);
                verdicts(log, rejected);
                epoch = 2;

                send(EACH / 10);
                old.ended().get();
                sealed(old, lake, snapshot);
                first.readToEnd();
                int before = first.list().size();
                try (HostedApp rebuilt = app(lake, 1, 2, snapshot)) {
                    rebuilt.start();
                    send(EACH);
                    check(1, 2, log, checkpoints, first);
                }
                assertThat(first.list().subList(before, first.list().size()))
                        .allMatch(record -> Update.decode(record.value()).epoch() == 2);
            }
        }
    }

    /** One that was about to commit when it was shut out ends with that (broker: no such transaction), and finds the seal when it is hosted again. */
    private void sealed(HostedApp old, Lake lake, long snapshot) throws Exception {
        if (old.failure().filter(InvalidTxnStateException.class::isInstance).isEmpty()) {
            assertThat(old.failure()).containsInstanceOf(SealedException.class);
            return;
        }
        old.close();
        try (HostedApp again = app(lake, 1, 1, snapshot)) {
            again.start();
            again.ended().get();
            assertThat(again.failure()).containsInstanceOf(SealedException.class);
        }
    }

    @Test
    void aLogOfWhichAPartIsLostIsNotReplayed() throws Exception {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(PARTITIONS, 1));
            topics.prepareAccept(source);
            topics.prepareView(name, ClickViews.VIEW, 1);
            send(EACH);
            admin.deleteRecords(Map.of(new TopicPartition("accepted." + name, 1), RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();

            assertThatThrownBy(() -> app(lake, 1, 1, null))
                    .isInstanceOf(IncompleteLogException.class)
                    .hasMessageContaining("begins at offset 5 in partition 1, and the archive has it up to offset 0");
        }
    }

    /** Rows before the cutover, of users who come again and of one who does not. */
    private long certify(Lake lake) throws IOException {
        List<TrustedClicks.Click> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long time = Clicks.START - 1 - random.nextInt(5_000_000);
            // one of them is after the cutover: the log has it, or nobody
            rows.add(row(i, i == 0 ? Clicks.START : time));
        }
        return TrustedClicks.append(lake, source, rows);
    }

    private TrustedClicks.Click row(int i, long time) {
        String user = "u" + random.nextInt(USERS + 1);
        BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(100), 2);
        boolean bot = random.nextBoolean();
        String type = "t" + i % 6;
        if (time < Clicks.START) {
            String key = plan.entity().name().equals("user_id") ? user : type;
            String entity = EntityKey.of(plan.entity().keys(), List.of(key)).encoded();
            history.add(new EntityRow(
                    entity, new SourceRow(time, "h" + i, new boolean[] {true, !bot, true}, new Object[] {
                        amount.add(amount), null, amount
                    })));
        }
        return new TrustedClicks.Click("h" + i, user, time, type, amount, bot);
    }

    private List<EntityRow> history(int partition) {
        return history.stream()
                .filter(row -> ClickViews.in(partition, PARTITIONS).test(row.entity()))
                .toList();
    }

    private HostedApp app(Lake lake, int version, long epoch, @Nullable Long snapshot) {
        ViewApp app = new ViewApp(plan, 0, version, "definition", epoch, 1, PARTITIONS, ClickViews.COMPILER);
        AppSettings settings = AppSettings.local(address, folder.resolve("v" + version + "e" + epoch));
        HostedStream stream = new HostedStream(
                new DefinitionRef("source", name, "v1", "f"),
                source,
                rules(epoch),
                PARTITIONS,
                snapshot,
                null,
                settings);
        for (int twice = 0; twice < 2; twice++) {
            if (app.isRekeyed()) {
                new RekeyedLoader(new LoadedApp(lake, app, stream)).load(Wanted.ALWAYS);
            } else {
                new StateLoader(new LoadedApp(lake, app, stream)).load(Wanted.ALWAYS);
            }
        }
        return app.host(settings);
    }

    private AcceptRules rules(long epoch) {
        return AcceptRules.of(source, List.of(), 1, epoch, RejectedRanges.NONE);
    }

    private void shutOut(Admin admin) {
        Takeover takeover = new Takeover(admin, address);
        Redecision.shutOut(takeover, name, 2);
        ViewApp.shutOut(takeover, name, 2);
    }

    private void redecide(Lake lake, List<Range> rejected) {
        Redecision redecision =
                new Redecision(lake, source, rules(2), AppSettings.local(address, folder.resolve("redecide")));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Range range = rejected.get(partition);
            redecision.partition(partition, offset -> range.from() <= offset && offset < range.to(), Wanted.ALWAYS);
        }
    }

    /** By place, the greatest epoch counts: the naive rule over the whole log, without the ranges. */
    private void verdicts(CommittedRecords log, List<Range> rejected) {
        log.readToEnd();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Placed> placed = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            effective(log, partition).forEach((offset, record) -> {
                placed.add(new Placed(record.place(offset), record.stamped()));
                verdicts.add(record.verdict());
            });
            RejectedRanges ranges = new RejectedRanges(List.of(rejected.get(partition)));

            assertThat(placed).extracting(Placed::place).doesNotHaveDuplicates().isSorted();
            assertThat(placed).hasSize((int) records(log, partition).values().stream()
                    .filter(record -> record.decides() == LogRecord.FIRST)
                    .count());
            assertThat(verdicts)
                    .isEqualTo(NaiveAcceptance.verdicts(AcceptRules.of(source, List.of(), 1, 2, ranges), placed))
                    .contains(Verdict.REJECTED);
        }
    }

    private TreeMap<Long, LogRecord> records(CommittedRecords log, int partition) {
        TreeMap<Long, LogRecord> records = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log.list()) {
            if (record.partition() == partition) {
                records.put(record.offset(), LogRecord.decode(record.value()));
            }
        }
        return records;
    }

    /** Of several verdicts about a record that of the greatest epoch, by the offset that it has. */
    private TreeMap<Long, LogRecord> effective(CommittedRecords log, int partition) {
        Map<Long, Long> greatest = new TreeMap<>();
        TreeMap<Long, LogRecord> records = records(log, partition);
        records.forEach((offset, record) -> greatest.merge(
                record.place(offset),
                offset,
                (one, other) -> records.get(one).epoch() > records.get(other).epoch() ? one : other));
        records.keySet().retainAll(greatest.values());
        return records;
    }

    private void archive(Lake lake, CommittedRecords log) {
        log.readToEnd();
        Archive archive = new Archive(lake, source);
        ArchiveFiles files = archive.newFiles();
        List<ArchivedRange> ranges = new ArrayList<>();
        for (PartitionProgress progress : archive.progress(List.of(0, 1), 1).values()) {
            TreeMap<Long, LogRecord> records = records(log, progress.partition());
            records.forEach((offset, record) ->
                    files.write(new ArchivedRecord(progress.partition(), offset, Clicks.START, record)));
            progress.reach(records.lastKey() + 1);
            ranges.add(new ArchivedRange(0, progress));
        }
        archive.append(files, ranges);
    }

    /** Once all is taken in: at checkpoints from all over what an incarnation did, and at the last one. */
    private void check(
            int version, long epoch, CommittedRecords log, CommittedRecords checkpoints, CommittedRecords updates) {
        log.readToEnd();
        List<TreeMap<Long, LogRecord>> all = List.of(effective(log, 0), effective(log, 1));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int of = partition;
            checkpoints.readUntil(
                    () -> checkpoints(version, epoch, of, checkpoints).stream().anyMatch(each -> coversAll(each, all)),
                    () -> "no checkpoint of partition %d reaches the end of %s".formatted(of, name));
            updates.readToEnd();
            List<Update> emitted = updates.list().stream()
                    .filter(record -> record.partition() == of)
                    .map(record -> Update.decode(record.value()))
                    .filter(update -> update.epoch() == epoch)
                    .toList();
            List<Checkpoint> made = checkpoints(version, epoch, of, checkpoints);
            SlotOracle oracle = plan.entity().name().equals("user_id")
                    ? new SlotOracle(plan, all.get(partition), history(partition))
                    : new SlotOracle(plan, all, ClickViews.in(partition, PARTITIONS), history(partition));
            assertThat(oracle.check(made.get(made.size() - 1), emitted)).isPositive();
            oracle.check(made.get(0), emitted);
            for (int i = 0; i < CHECKED; i++) {
                oracle.check(made.get(random.nextInt(made.size())), emitted);
            }
        }
    }

    private static boolean coversAll(Checkpoint checkpoint, List<TreeMap<Long, LogRecord>> log) {
        if (checkpoint.seen().isEmpty()) {
            return checkpoint.end() > log.get(checkpoint.partition()).lastKey();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (checkpoint.seen().get(partition).end() <= log.get(partition).lastKey()) {
                return false;
            }
        }
        return true;
    }

    private List<Checkpoint> checkpoints(int version, long epoch, int partition, CommittedRecords checkpoints) {
        String key = "activity_v%d/%d".formatted(version, partition);
        return checkpoints.list().stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> Checkpoint.decode(record.value()))
                .filter(each -> each.epoch() == epoch)
                .toList();
    }

    private void send(int records) {
        for (ClickLog.Entry entry : clicks.next(records)) {
            Stamped stamped = entry.record().stamped();
            producer.send(new ProducerRecord<>(
                    "accepted." + name,
                    entry.partition(),
                    stamped.key(),
                    new LogRecord(
                                    epoch,
                                    LogRecord.FIRST,
                                    entry.record().verdict(),
                                    entry.record().reasons(),
                                    stamped)
                            .encoded()));
        }
        producer.flush();
    }
}
