package io.sluice.workers.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accept app on a real broker: killed, it loses no record, doubles none, and decides as if nothing had happened. */
final class AcceptIT {
    private static final int SOURCE_PARTITIONS = 3;

    /** Without records: only its ticks let the watermark move. */
    private static final int SILENT = 2;

    private static final long SEED = 20_260_628;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String address = broker.address();
    private final String name = LocalBroker.name("accept_");
    private final Random random = new Random(SEED);
    private final Clicks clicks = new Clicks(SEED, System.currentTimeMillis() - 60_000, 20);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer());
    private long sent;
    private int counted;
    private long events;

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void aKilledAppLosesNothingAndDoublesNothing() throws Exception {
        killed(2, 1, false, 2_000);
    }

    @Test
    @Tag("acceptance")
    void anAppKilledManyTimesLosesNothingAndDoublesNothing() throws Exception {
        killed(2, 5, false, 20_000);
    }

    @Test
    @Tag("acceptance")
    void aKeyedAppKilledManyTimesLosesNothingAndDoublesNothing() throws Exception {
        killed(SOURCE_PARTITIONS, 5, true, 20_000);
    }

    private void killed(int logPartitions, int kills, boolean keyed, int each) throws Exception {
        prepare(logPartitions, keyed);
        try (CommittedRecords log = new CommittedRecords(address, "accepted." + name);
                CommittedRecords dead = new CommittedRecords(address, "dead_letters." + name)) {
            for (int run = 0; run <= kills; run++) {
                try (AppProcess app = app(logPartitions, keyed)) {
                    send(each);
                    long before = log.list().size();
                    boolean last = run == kills;
                    // Somewhere in the middle of what was just sent, or at its end.
                    long enough = last ? sent : before + 1 + random.nextInt(each);
                    log.readUntil(
                            () -> done(log, dead, last, enough),
                            () -> "%d sent, %d events and %d dead letters read; %s%n%s"
                                    .formatted(sent, events(log), dead.list().size(), app.printed(), dead.stands()));
                    if (last) {
                        awaitTickOfAll(log, logPartitions, app);
                        app.stop();
                    } else {
                        app.kill();
                    }
                }
            }
            log.readToEnd();
            dead.readToEnd();
            check(log, dead);
        }
    }

    private boolean done(CommittedRecords log, CommittedRecords dead, boolean last, long enough) {
        if (!last) {
            return log.list().size() >= enough;
        }
        dead.readToEnd();
        return events(log) + dead.list().size() >= sent;
    }

    /** Counts what came since it was asked last. */
    private long events(CommittedRecords log) {
        for (; counted < log.list().size(); counted++) {
            ConsumerRecord<byte[], byte[]> record = log.list().get(counted);
            if (LogRecord.decode(record.value()).stamped().kind() == Stamped.Kind.EVENT) {
                events++;
            }
        }
        return events;
    }

    /** Time goes on in every partition, also where nothing was ever sent. */
    private static void awaitTickOfAll(CommittedRecords log, int logPartitions, AppProcess app) {
        int from = log.list().size();
        log.readUntil(
                () -> log.list().subList(from, log.list().size()).stream()
                                .map(record -> record.partition() + "/"
                                        + LogRecord.decode(record.value())
                                                .stamped()
                                                .stamp()
                                                .partition())
                                .distinct()
                                .count()
                        == (long) logPartitions * SOURCE_PARTITIONS,
                app::printed);
    }

    private void check(CommittedRecords log, CommittedRecords dead) {
        AcceptRules rules = AcceptMain.rules(AcceptMain.source(name, false), SOURCE_PARTITIONS);
        LogOracle oracle = new LogOracle(rules);
        log.list().forEach(record -> oracle.add(record.partition(), LogRecord.decode(record.value())));
        List<String> places = new ArrayList<>();
        oracle.offsets()
                .forEach((partition, offsets) -> offsets.forEach(offset -> places.add(partition + "@" + offset)));
        dead.list()
                .forEach(letter -> places.add(new String(letter.headers()
                                .lastHeader(DeadLetters.PARTITION)
                                .value()) + "@"
                        + new String(
                                letter.headers().lastHeader(DeadLetters.OFFSET).value())));

        assertThat(places)
                .as("every record once, seed %d", SEED)
                .doesNotHaveDuplicates()
                .hasSize((int) sent);
        oracle.checkOrder();
        oracle.checkStamps();
        oracle.checkVerdicts();
        assertThat(oracle.all())
                .extracting(LogRecord::verdict)
                .contains(
                        Verdict.ACCEPTED,
                        Verdict.DUPLICATE,
                        Verdict.LATE,
                        Verdict.FUTURE,
                        Verdict.INVALID,
                        Verdict.TICK);
    }

    private AppProcess app(int logPartitions, boolean keyed) {
        return AppProcess.start(
                AcceptMain.class,
                folder.resolve("app.log"),
                address,
                folder.resolve("state").toString(),
                name,
                String.valueOf(keyed),
                String.valueOf(SOURCE_PARTITIONS),
                String.valueOf(logPartitions));
    }

    private void prepare(int logPartitions, boolean keyed) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(name + "_raw", SOURCE_PARTITIONS, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
            new Topics(admin, TopicSettings.of(logPartitions, 1)).prepareAccept(AcceptMain.source(name, keyed));
        }
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(name + "_raw", random.nextInt(SILENT), null, clicks.next()));
        }
        producer.flush();
        sent += records;
    }
}
