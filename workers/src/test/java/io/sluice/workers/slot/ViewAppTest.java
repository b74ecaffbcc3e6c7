package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Source;
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
    private static final Duration CHECKPOINTS = Duration.ofMillis(25);

    @TempDir
    Path folder;

    private final ViewPlan plan = ClickViews.plan("clicks");

    @Test
    void atEveryCheckpointEverySlotIsTheNaiveBatchValue() {
        TreeMap<Long, LogRecord> log = new TreeMap<>();
        ClickLog clicks = new ClickLog(11, plan.sources().get(0).source(), 1);
        List<byte[]> updates;
        List<byte[]> checkpoints;
        ViewApp app = new ViewApp(plan, 0, 1, "definition", 0, 1, ClickViews.COMPILER);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                app.topology(CHECKPOINTS), AppSettings.local("none:0", folder).properties(app.applicationId()))) {
            TestInputTopic<byte[], byte[]> accepted =
                    driver.createInputTopic("accepted.clicks", new ByteArraySerializer(), new ByteArraySerializer());
            for (ClickLog.Entry entry : clicks.next(900)) {
                log.put((long) log.size(), entry.record());
                accepted.pipeInput(
                        entry.record().stamped().key(), entry.record().encoded());
                if (log.size() % 60 == 0) {
                    driver.advanceWallClockTime(CHECKPOINTS);
                }
            }
            driver.advanceWallClockTime(CHECKPOINTS);
            updates = values(driver, "updates.activity_v1.clicks");
            checkpoints = values(driver, "checkpoints.clicks");
        }

        List<Update> decoded = updates.stream().map(Update::decode).toList();
        SlotOracle oracle = new SlotOracle(plan, log);
        List<Integer> entities = new ArrayList<>();
        checkpoints.forEach(each -> entities.add(oracle.check(Checkpoint.decode(each), decoded)));

        assertThat(checkpoints).hasSizeGreaterThan(12);
        assertThat(entities).last().isEqualTo(7);
        assertThat(Checkpoint.decode(checkpoints.get(checkpoints.size() - 1)).emitted())
                .isEqualTo(updates.size());
    }

    @Test
    void aViewOfAnotherEntityIsRefused() {
        Source source = plan.sources().get(0).source();
        Entity other = new Entity("click_id", List.of(source.schema().get(0)), null, null);
        ViewPlan clicks = new ViewPlan(plan.view(), other, plan.features(), plan.sources());

        assertThatThrownBy(() -> new ViewApp(clicks, 0, 1, "definition", 0, 1, ClickViews.COMPILER))
                .hasMessageContaining(
                        "activity is about [click_id] and the log of source clicks is partitioned by [user_id]");
    }

    private static List<byte[]> values(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }
}
