package io.sluice.workflows.lane;

import static io.sluice.workflows.testing.InMemoryStreams.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.details.InstanceView;
import io.sluice.workflows.details.PartitionView;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane from its start to its end. */
final class StreamLaneTest {
    private static final String LANE = "stream/clicks";
    private static final String ACCEPT = "stream/clicks/accept/1";
    private static final String VIEW = "stream/clicks/view/activity_v1/1";
    private static final String LAKE = "stream/clicks/lake-sink/1";
    private static final String ONLINE = "stream/clicks/online-sink/activity_v1/1";

    private final Sluice sluice = Sluice.start();

    @BeforeEach
    void declare() {
        sluice.activities().streams().source("clicks", view("activity", "v1", "read"));
    }

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void startsAnInstanceForEachAppAndSinkAndShowsWhatTheyReport() {
        WorkflowStub lane = start();
        assertThat(sluice.activities().streams().begun()).containsExactlyInAnyOrder(ACCEPT, VIEW, LAKE, ONLINE);
        report(lane, ACCEPT, 1_000_000, partition(0, 100, 7), partition(1, 50, 0));
        report(lane, ACCEPT, 1_010_000, partition(0, 1100, 9), partition(1, 50, 0));
        RunStatus status = sluice.until(LANE, now -> accept(now).reported().equals("1970-01-01T00:16:50Z"));
        assertThat(accept(status).perSecond()).isEqualTo(100);
        assertThat(accept(status).lag()).isEqualTo(9);
        assertThat(status.stream().partitions())
                .extracting(PartitionView::partition, PartitionView::accepted, PartitionView::watermark)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 1100L, "1970-01-01T00:00:01Z"),
                        org.assertj.core.groups.Tuple.tuple(1, 50L, "1970-01-01T00:00:01Z"));
        assertThat(sluice.details(LANE)).contains("| " + ACCEPT + " | ", "watermark", "| 0 | 1100 |");
        lane.signal("stop", Sluice.json("{\"by\":\"ana\",\"reason\":\"enough\",\"mode\":\"now\"}"));
        StreamLaneResult result = sluice.standingStill(LANE).getResult(StreamLaneResult.class);
        assertThat(result.by()).isEqualTo("ana");
        assertThat(result.last()).hasSize(2);
        assertThat(sluice.activities().streams().closed()).containsExactlyInAnyOrder(ACCEPT, VIEW, LAKE, ONLINE);
    }

    private WorkflowStub start() {
        WorkflowStub lane = sluice.start(StreamLane.TYPE, LANE, "{\"source\":\"clicks\"}");
        sluice.until(LANE, status -> sluice.activities().streams().running().size() == 4);
        return lane;
    }

    private static InstanceView accept(RunStatus status) {
        return status.stream().instances().get(0);
    }

    private static void report(WorkflowStub lane, String instance, long at, PartitionCheckpoint... partitions) {
        lane.signal("checkpoint", CheckpointReport.of(instance, at, 1, "", List.of(partitions)));
    }

    private static PartitionCheckpoint partition(int number, long accepted, long lag, String... held) {
        return new PartitionCheckpoint(
                number,
                Long.toString(accepted),
                2000L,
                1000L,
                accepted,
                1,
                2,
                3,
                4,
                5,
                6,
                lag,
                held.length == 0 ? "PASS" : "FAIL",
                List.of(held));
    }
}
