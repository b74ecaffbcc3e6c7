package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.rekey.LogStanding;
import io.sluice.definitions.rekey.MetSlots;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.StoredBytes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewAppTest {
    private static final Duration COMMIT = Duration.ofMillis(100);
    private static final Duration CHECKPOINTS = Duration.ofMillis(25);
    private static final long HOUR = 3_600_000;
    private static final long AT = 1_780_000_000_000L;

    @TempDir
    Path folder;

    private final ViewPlan plan = ClickViews.plan("clicks");

    @Test
    void atEveryCheckpointEverySlotIsTheNaiveBatchValue() {
        assertThat(check(plan)).isEqualTo(7);
    }

    /** Answers how many entities had values at the last checkpoint. */
    private int check(ViewPlan of) {
        TreeMap<Long, LogRecord> log = new TreeMap<>();
        ClickLog clicks = new ClickLog(11, of.sources().get(0).source(), 1);
        List<byte[]> updates;
        List<byte[]> checkpoints;
        ViewApp app = new ViewApp(of, 0, 1, "definition", 0, 1, 1, ClickViews.COMPILER);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                app.topology(COMMIT, new Uncovered()),
                AppSettings.local("none:0", folder).properties(app.applicationId()))) {
            TestInputTopic<byte[], byte[]> accepted =
                    driver.createInputTopic("accepted.clicks", new ByteArraySerializer(), new ByteArraySerializer());
            for (ClickLog.Entry entry : clicks.next(900)) {
                log.put((long) log.size(), entry.record());
                accepted.pipeInput(
                        entry.record().stamped().key(), entry.record().encoded());
                if (log.size() % 60 == 0) {
                    driver.advanceWallClockTime(COMMIT);
                }
            }
            // what is told at a commit is covered by the next checkpoint
            driver.advanceWallClockTime(COMMIT);
            driver.advanceWallClockTime(COMMIT);
            updates = values(driver, "updates.activity_v1.clicks");
            checkpoints = values(driver, "checkpoints.clicks");
        }

        List<Update> decoded = updates.stream().map(Update::decode).toList();
        SlotOracle oracle = new SlotOracle(of, log);
        List<Integer> entities = new ArrayList<>();
        checkpoints.forEach(each -> entities.add(oracle.check(Checkpoint.decode(each), decoded)));

        assertThat(checkpoints).hasSizeGreaterThan(12);
        assertThat(Checkpoint.decode(checkpoints.get(checkpoints.size() - 1)).emitted())
                .isEqualTo(updates.size());
        return entities.get(entities.size() - 1);
    }

    /** Two portions and one more: between them there are commits, and no checkpoint. */
    @Test
    void whatExpiresAtOnceIsCoveredWhenAllOfItIsDone() {
        int portion = 100;
        int users = 2 * portion + 1;
        Uncovered uncovered = new Uncovered();
        Topology topology = new Topology()
                .addSource("log", new ByteArrayDeserializer(), (topic, bytes) -> LogRecord.decode(bytes), "accepted")
                .addProcessor("slot", () -> inPortions(portion, uncovered), "log")
                .addStateStore(StoredBytes.builder(SlotProcessor.STORE), "slot")
                .addSink(
                        "out",
                        "out",
                        new ByteArraySerializer(),
                        (String topic, Output output) -> output.encoded(),
                        "slot");
        try (TopologyTestDriver driver = new TopologyTestDriver(
                topology, AppSettings.local("none:0", folder).properties("portions"))) {
            TestInputTopic<byte[], byte[]> accepted =
                    driver.createInputTopic("accepted", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i < users; i++) {
                accepted.pipeInput(new byte[0], click(i).encoded());
            }
            driver.advanceWallClockTime(CHECKPOINTS);
            assertThat(written(driver)).isEqualTo(users + 1);
            assertThat(uncovered.lag(0, 0)).isZero();

            Stamped tick = Stamped.tick(new Stamp(0, users, AT, AT + 3 * HOUR));
            accepted.pipeInput(new byte[0], new LogRecord(0, LogRecord.FIRST, Verdict.TICK, List.of(), tick).encoded());
            assertThat(written(driver)).isEqualTo(portion);
            driver.advanceWallClockTime(CHECKPOINTS);
            assertThat(written(driver)).as("a portion, and no checkpoint").isEqualTo(portion);
            assertThat(uncovered.lag(0, 0)).as("a lane that drains waits").isEqualTo(1);
            driver.advanceWallClockTime(CHECKPOINTS);
            assertThat(written(driver)).as("the last one, and a checkpoint").isEqualTo(2);
            assertThat(uncovered.lag(0, 0)).isZero();
        }
    }

    private SlotProcessor inPortions(int portion, Uncovered uncovered) {
        ViewApp app = new ViewApp(plan, 0, 1, "definition", 0, 1, 1, ClickViews.COMPILER);
        return new SlotProcessor(
                (partition, store) -> new SlotMachine(
                        new Incarnation(0, partition, 1),
                        SlotPlan.of(plan, 0, "definition"),
                        store,
                        IntervalGate.NONE,
                        portion),
                0,
                app.rows(),
                "activity_v1",
                CHECKPOINTS,
                uncovered);
    }

    /** A thread may have all tasks of an app, and a transaction is of a thread. */
    @Test
    void tasksOfManyPartitionsDoLessAtOnce() {
        int users = 2_100;
        ViewApp app = new ViewApp(plan, 0, 1, "definition", 0, 1, 10, ClickViews.COMPILER);
        SlotMachine machine = app.machine(0, new InMemoryStore());
        MetSlots met = app.met(0, new InMemoryStore());
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            LogRecord click = click(i);
            EntityRow row = ClickViews.row(plan, click).orElseThrow();
            machine.apply(i, click, row, updates::add);
            met.apply(new Rekeyed(0, i + 1, AT, AT, 0, row, null), updates::add);
        }
        assertThat(updates).hasSize(2 * users);
        updates.clear();

        long later = AT + 3 * HOUR;
        Stamped tick = Stamped.tick(new Stamp(0, users, AT, later));
        machine.apply(users, new LogRecord(0, LogRecord.FIRST, Verdict.TICK, List.of(), tick), null, updates::add);
        assertThat(updates).hasSize(2_000);
        LogStanding standing = new LogStanding(Map.of(), Checkpoint.Judgement.NONE, null);
        met.apply(new Rekeyed(0, users + 1, later, later, 0, null, standing), updates::add);
        assertThat(updates).hasSize(2 * 2_000);
    }

    private static int written(TopologyTestDriver driver) {
        return values(driver, "out").size();
    }

    private LogRecord click(int user) {
        byte[] row = new RowCodec(plan.sources().get(0).source().schema())
                .encode(new Object[] {"c" + user, "u" + user, null, "t", BigDecimal.ONE.setScale(2), false});
        Stamped event = Stamped.event(new Stamp(0, user, AT, AT), AT, "c" + user, new byte[0], row);
        return new LogRecord(0, LogRecord.FIRST, Verdict.ACCEPTED, List.of(), event);
    }

    @Test
    void aViewOfAnotherEntityIsReKeyed() {
        assertThat(check(ClickViews.byType("clicks"))).isEqualTo(5);
    }

    private static List<byte[]> values(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }
}
