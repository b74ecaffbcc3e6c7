package io.sluice.workers.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake sink on a real broker: whatever happens to it, the archive has every committed record once. */
final class LakeSinkIT {
    private static final int PARTITIONS = 2;
    private static final long SEED = 20_260_628;
    private static final Duration OFTEN = Duration.ofMillis(100);

    @TempDir
    Path folder;

    private final String address = LocalBroker.shared().address();
    private final String name = LocalBroker.name("lake_");
    private Lake lake;
    private LogWriter log;

    @BeforeEach
    void open() {
        try (Admin admin = LocalBroker.shared().admin()) {
            new Topics(admin, TopicSettings.of(PARTITIONS, 1)).prepareAccept(SinkRun.source(name));
        }
        lake = Lake.open(LakeConfig.embedded(folder));
        log = new LogWriter(address, SinkRun.source(name), PARTITIONS, SEED);
    }

    @AfterEach
    void close() {
        log.close();
        lake.close();
    }

    @Test
    void aSinkThatDiesAtEveryPointOfAnAppendAppendsEachRecordOnce() {
        for (String point : List.of("archive.before-complete", "archive.before-append", "archive.after-append")) {
            log.write(20);
            try (AppProcess sink = process(
                    OFTEN,
                    Map.of(
                            "SLUICE_FAILPOINTS",
                            point,
                            "SLUICE_FAILPOINTS_DIR",
                            folder.resolve("points").toString()))) {
                sink.awaitEnd();
            }
            assertThat(folder.resolve("points").resolve(point)).exists();
        }
        log.write(20);

        drain(sink(1));

        ArchiveOracle.check(lake, address, SinkRun.source(name));
    }

    @Test
    void sinksShareThePartitions() {
        log.write(20);
        LakeSink one = sink(1);
        LakeSink two = sink(2);
        one.start();
        two.start();
        log.write(20);
        SinkRun.awaitDry(address, name, one, two);

        one.close();
        two.close();

        ArchiveOracle.check(lake, address, SinkRun.source(name));
        assertThat(one.failure()).isEmpty();
        assertThat(two.failure()).isEmpty();
    }

    @Test
    @Tag("acceptance")
    void aSinkThatWasPausedWhileAnotherWentOnDoublesNothing() {
        log.write(20);
        try (AppProcess paused = process(Duration.ofSeconds(2), Map.of())) {
            awaitFirstAppend();
            log.write(40);
            paused.pause();
            log.write(20);
            LakeSink other = sink(1);
            other.start();
            SinkRun.awaitDry(address, name, other);
            paused.resume();
            paused.awaitEnd();

            assertThat(paused.printed()).contains("FencedInstanceIdException");
            log.write(20);
            SinkRun.awaitDry(address, name, other);
            other.close();
        }
        ArchiveOracle.check(lake, address, SinkRun.source(name));
    }

    @Test
    void aLogThatLostRecordsStopsTheSinkUntilAPersonAcceptsTheGap() throws Exception {
        log.write(10);
        drain(sink(1));
        log.write(20);
        long begin = end() - 3;
        try (Admin admin = LocalBroker.shared().admin()) {
            admin.deleteRecords(Map.of(new TopicPartition("accepted." + name, 0), RecordsToDelete.beforeOffset(begin)))
                    .all()
                    .get();
        }
        LakeSink stopped = sink(1);
        stopped.start();
        stopped.ended().join();

        assertThat(stopped.failure()).hasValueSatisfying(cause -> {
            assertThat(cause).isInstanceOf(ApplicationFailure.class);
            assertThat(((ApplicationFailure) cause).getType()).isEqualTo(FailureTypes.CONTRACT_VIOLATION);
            assertThat(cause).hasMessageContaining("Topic accepted." + name + " does not have what events." + name);
        });
        lake.load(TableNames.events(name))
                .updateProperties()
                .set("sluice.archive.0.skip-to", String.valueOf(begin))
                .commit();
        drain(sink(1));
        assertThat(lake.load(TableNames.events(name)).properties()).doesNotContainKey("sluice.archive.0.skip-to");
    }

    private long end() throws Exception {
        try (Admin admin = LocalBroker.shared().admin()) {
            TopicPartition place = new TopicPartition("accepted." + name, 0);
            return admin.listOffsets(Map.of(place, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                    .partitionResult(place)
                    .get()
                    .offset();
        }
    }

    private LakeSink sink(int number) {
        return SinkRun.sink(lake, address, name, number, OFTEN);
    }

    private void drain(LakeSink sink) {
        sink.start();
        SinkRun.awaitDry(address, name, sink);
        sink.close();
        assertThat(sink.failure()).isEmpty();
    }

    private void awaitFirstAppend() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (lake.find(TableNames.events(name))
                .filter(table -> table.currentSnapshot() != null)
                .isEmpty()) {
            assertThat(System.nanoTime()).as("waits for the first append").isLessThan(deadline);
        }
    }

    private AppProcess process(Duration every, Map<String, String> environment) {
        return AppProcess.start(
                environment,
                LakeSinkMain.class,
                folder.resolve("sink.log"),
                address,
                folder.toString(),
                name,
                String.valueOf(every.toMillis()));
    }
}
