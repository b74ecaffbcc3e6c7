package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.streams.AppSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewAppTest {
    private static final Duration COMMIT = Duration.ofMillis(100);

    @TempDir
    Path folder;

    @Test
    void atEveryCheckpointEverySlotIsTheNaiveBatchValue() {
        assertThat(check(ClickViews.plan("clicks"))).isEqualTo(7);
    }

    /** Answers how many entities had values at the last checkpoint. */
    private int check(ViewPlan plan) {
        TreeMap<Long, LogRecord> log = new TreeMap<>();
        ClickLog clicks = new ClickLog(11, plan.sources().get(0).source(), 1);
        List<byte[]> updates;
        List<byte[]> checkpoints;
        ViewApp app = new ViewApp(plan, 0, 1, "definition", 0, 1, 1, ClickViews.COMPILER);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                app.topology(COMMIT), AppSettings.local("none:0", folder).properties(app.applicationId()))) {
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
        SlotOracle oracle = new SlotOracle(plan, log);
        List<Integer> entities = new ArrayList<>();
        checkpoints.forEach(each -> entities.add(oracle.check(Checkpoint.decode(each), decoded)));

        assertThat(checkpoints).hasSizeGreaterThan(12);
        assertThat(Checkpoint.decode(checkpoints.get(checkpoints.size() - 1)).emitted())
                .isEqualTo(updates.size());
        return entities.get(entities.size() - 1);
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
