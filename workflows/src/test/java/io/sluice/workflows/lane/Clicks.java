package io.sluice.workflows.lane;

import static io.sluice.workflows.testing.InMemoryStreams.view;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.details.InstanceView;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.testing.InMemoryStreams;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The stream that tests run: one view, which is read. */
final class Clicks implements AutoCloseable {
    static final String LANE = "stream/clicks";
    static final String ACCEPT = "stream/clicks/accept/1";
    static final String VIEW = "stream/clicks/view/activity_v1/1";
    static final String LAKE = "stream/clicks/lake-sink/1";
    static final String ONLINE = "stream/clicks/online-sink/activity_v1/1";
    static final String SAID = "{\"by\":\"ana\",\"reason\":\"why\"}";

    private final Sluice sluice;
    private long at = 1_000_000;

    Clicks() {
        this(0);
    }

    /** @param laneEvents the length of history at which the lane continues as new */
    Clicks(int laneEvents) {
        sluice = Sluice.start(laneEvents);
        streams().source("clicks", view("activity", "v1", "read"));
    }

    Sluice sluice() {
        return sluice;
    }

    InMemoryStreams streams() {
        return sluice.activities().streams();
    }

    /** Starts the lane and waits until all four apps and sinks run. */
    WorkflowStub start() {
        return start("{\"source\":\"clicks\"}", 4);
    }

    WorkflowStub start(String input, int instances) {
        WorkflowStub lane = sluice.start(StreamLane.TYPE, LANE, input);
        await(() -> streams().running().size() == instances);
        return lane;
    }

    WorkflowStub lane() {
        return sluice.client().newUntypedWorkflowStub(LANE);
    }

    void await(BooleanSupplier expected) {
        sluice.until(LANE, status -> expected.getAsBoolean());
    }

    void say(String name, String json) {
        lane().signal(name, Sluice.json(json));
    }

    void stop(String mode) {
        say("stop", "{\"by\":\"ana\",\"reason\":\"enough\",\"mode\":\"%s\"}".formatted(mode));
    }

    StreamLaneResult result() {
        return sluice.standingStill(LANE).getResult(StreamLaneResult.class);
    }

    /** The next report of an instance, ten seconds after the one before. */
    void report(String instance, PartitionCheckpoint... partitions) {
        at += 10_000;
        reportAt(instance, at, partitions);
    }

    void reportAt(String instance, long when, PartitionCheckpoint... partitions) {
        lane().signal("checkpoint", CheckpointReport.of(instance, when, 1, "", List.of(partitions)));
    }

    static InstanceView instance(RunStatus status, String id) {
        return Optional.ofNullable(status.stream()).stream()
                .flatMap(stream -> stream.instances().stream())
                .filter(one -> one.instance().equals(id))
                .findFirst()
                .orElse(new InstanceView(id, "UNKNOWN", 0, 0, 0, 0, "", ""));
    }

    static PartitionCheckpoint partition(int number, long accepted, long lag, String... held) {
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

    @Override
    public void close() {
        sluice.close();
    }
}
