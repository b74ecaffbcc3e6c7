package io.sluice.workflows.lane;

import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code StreamLane} for Java callers: runs a stream until it is stopped or cancelled. */
@WorkflowInterface
public interface StreamLane extends DecisionVerbs, RunQuery {
    /** The workflow's type. */
    String TYPE = "StreamLane";
    /** What {@code pause} does, shown in the UI. */
    String PAUSE = "Closes all apps and sinks; nothing is lost, the topic is the buffer: {\"by\", \"reason\"}";
    /** What {@code resume} does, shown in the UI. */
    String RESUME = "Goes on where it was paused: {\"by\", \"reason\"}";
    /** What {@code stop} does, shown in the UI. */
    String STOP = "Ends the lane: {\"by\", \"reason\", \"mode\": drain (what was accepted is served first)|now}";
    /** What {@code definitionsApplied} does, shown in the UI. */
    String DEFINITIONS_APPLIED = "Looks the definitions up at once instead of within five minutes: {\"by\"?}";

    /** Start it under {@code CanonicalIds.stream}: under another id it may return before the lane has ended. */
    @WorkflowMethod(name = TYPE)
    StreamLaneResult run(StreamLaneInput input);

    @SignalMethod(name = "pause", description = PAUSE)
    void pause(Control pause);

    @SignalMethod(name = "resume", description = RESUME)
    void resume(Control resume);

    @SignalMethod(name = "stop", description = STOP)
    void stop(Stop stop);

    @SignalMethod(name = "definitionsApplied", description = DEFINITIONS_APPLIED)
    void definitionsApplied(DefinitionsApplied applied);
}
