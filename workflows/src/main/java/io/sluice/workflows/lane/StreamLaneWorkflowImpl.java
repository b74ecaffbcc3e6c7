package io.sluice.workflows.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.RunDesk;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Runs a stream until it is stopped; continues as new before its history grows long. Source: workflows.md §6. */
public final class StreamLaneWorkflowImpl implements StreamLaneWorkflow {
    /** Some hours of reports; each costs about four events. */
    private static final int EVENTS = 4_000;

    private final RunPage page = new RunPage(StreamLane.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);
    private final LaneDesk desk = new LaneDesk(page, new RunDesk(page, watch, LaneDesk.NAMES));
    private final int events;

    public StreamLaneWorkflowImpl() {
        this(EVENTS);
    }

    /** @param events the length of history at which it continues as new */
    public StreamLaneWorkflowImpl(int events) {
        this.events = events;
        desk.register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            StreamLaneInput lane = read(input, more);
            String id = CanonicalIds.stream(lane.source());
            if (!Workflow.getInfo().getWorkflowId().equals(id)) {
                desk.standsInFor(id);
            }
            return Launcher.run(StreamLane.TYPE, id, lane.with(null, lane.requestedBy()), page, () -> lane(lane));
        });
    }

    private StreamLaneResult lane(StreamLaneInput input) {
        attributes.load();
        attributes.describe("stream", input.source(), null, null);
        return new LaneRun(input, page, attributes, watch, desk, events).run();
    }

    /** What is carried holds empty texts, which nobody who types may leave. */
    private static StreamLaneInput read(@Nullable RawValue input, @Nullable RawValue more) {
        ObjectNode object = InputReader.object(StreamLane.TYPE, input, more);
        @Nullable JsonNode carried = object.remove("carried");
        StreamLaneInput typed = InputReader.read(StreamLane.TYPE, StreamLaneInput.class, object);
        @Nullable LaneState state = carried == null || carried.isNull() ? null : LaneState.from(carried);
        return typed.with(state, Requesters.of(typed.requestedBy()));
    }
}
