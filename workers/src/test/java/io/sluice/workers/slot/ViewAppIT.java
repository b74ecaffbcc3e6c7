package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view app on a real broker: killed, its slots are still the naive batch values, and no update is there twice. */
final class ViewAppIT {
    private static final int PARTITIONS = 2;
    private static final long SEED = 5;
    private static final int CHECKED = 12;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String address = broker.address();
    private final String name = LocalBroker.name("view_");
    private ViewPlan plan = ClickViews.plan(name);
    private final ClickLog clicks = new ClickLog(SEED, plan.sources().get(0).source(), PARTITIONS);
    private final Random random = new Random(SEED);
    private final List<TreeMap<Long, LogRecord>> log = List.of(new TreeMap<>(), new TreeMap<>());
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void aKilledAppGoesOnAsIfNothingHadHappened() throws Exception {
        killed(1, 900);
    }

    @Test
    @Tag("acceptance")
    void anAppKilledManyTimesGoesOnAsIfNothingHadHappened() throws Exception {
        killed(5, 3_000);
    }

    @Test
    @Tag("acceptance")
    void anAppOfAnotherEntityKilledManyTimesGoesOnAsIfNothingHadHappened() throws Exception {
        plan = ClickViews.byType(name);
        killed(5, 3_000);
    }

    private void killed(int kills, int each) throws Exception {
        try (Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(PARTITIONS, 1));
            topics.prepareAccept(plan.sources().get(0).source());
            topics.prepareView(name, ClickViews.VIEW, 1);
        }
        try (CommittedRecords updates = new CommittedRecords(address, "updates.activity_v1." + name);
                CommittedRecords checkpoints = new CommittedRecords(address, "checkpoints." + name)) {
            for (int run = 0; run <= kills; run++) {
                try (AppProcess app = app()) {
                    send(each);
                    // a view of few entities has few updates
                    int enough = updates.list().size() + 1 + random.nextInt(each / 20);
                    if (run < kills) {
                        updates.readUntil(() -> updates.list().size() >= enough, app::printed);
                        app.kill();
                    } else {
                        checkpoints.readUntil(() -> coversAll(checkpoints), app::printed);
                        app.stop();
                    }
                }
            }
            updates.readToEnd();
            checkpoints.readToEnd();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                check(partition, updates, checkpoints);
            }
        }
    }

    private boolean coversAll(CommittedRecords checkpoints) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int of = partition;
            boolean covered = checkpoints.list().stream()
                    .map(record -> Checkpoint.decode(record.value()))
                    .anyMatch(each -> each.partition() == of && coversAll(each));
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    private boolean coversAll(Checkpoint checkpoint) {
        if (checkpoint.seen().isEmpty()) {
            return checkpoint.end() == log.get(checkpoint.partition()).size();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (checkpoint.seen().get(partition).end() != log.get(partition).size()) {
                return false;
            }
        }
        return true;
    }

    private SlotOracle oracle(int partition) {
        return plan.entity().name().equals("user_id")
                ? new SlotOracle(plan, log.get(partition))
                : new SlotOracle(plan, log, ClickViews.in(partition, PARTITIONS), List.of());
    }

    /** At checkpoints from all over the stream, the last one among them. */
    private void check(int partition, CommittedRecords updates, CommittedRecords checkpoints) {
        SlotOracle oracle = oracle(partition);
        List<Update> emitted = updates.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Update.decode(record.value()))
                .toList();
        List<Checkpoint> all = checkpoints.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Checkpoint.decode(record.value()))
                .toList();
        List<Checkpoint> chosen = new ArrayList<>(List.of(all.get(all.size() - 1)));
        for (int i = 0; i < CHECKED; i++) {
            chosen.add(all.get(random.nextInt(all.size())));
        }
        chosen.forEach(each -> oracle.check(each, emitted));

        assertThat(all).extracting(Checkpoint::end).isSorted();
        assertThat(chosen.get(0).emitted()).isEqualTo(emitted.size()).isPositive();
    }

    private AppProcess app() {
        return AppProcess.start(
                ViewMain.class,
                folder.resolve("app.log"),
                address,
                folder.resolve("state").toString(),
                name,
                plan.entity().name());
    }

    private void send(int records) {
        for (ClickLog.Entry entry : clicks.next(records)) {
            TreeMap<Long, LogRecord> partition = log.get(entry.partition());
            partition.put((long) partition.size(), entry.record());
            producer.send(new ProducerRecord<>(
                    "accepted." + name,
                    entry.partition(),
                    entry.record().stamped().key(),
                    entry.record().encoded()));
        }
        producer.flush();
    }
}
