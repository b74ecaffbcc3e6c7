package io.sluice.workflows.lane;

import io.sluice.workflows.hosting.InstanceEnded;
import io.sluice.workflows.stream.CheckpointReport;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import org.jspecify.annotations.Nullable;

/** What a lane takes besides the verbs of its gates, as its workflow receives it: raw. Callers use {@link StreamLane}. */
@WorkflowInterface
public interface LaneHandlers {
    @SignalMethod(name = "pause", description = StreamLane.PAUSE)
    void pause(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "resume", description = StreamLane.RESUME)
    void resume(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "stop", description = StreamLane.STOP)
    void stop(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "definitionsApplied", description = StreamLane.DEFINITIONS_APPLIED)
    void definitionsApplied(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = CheckpointReport.SIGNAL, description = "From an instance: where it stands")
    void checkpoint(@Nullable RawValue report, @Nullable RawValue more);

    @SignalMethod(name = InstanceEnded.SIGNAL, description = "From an instance: it has closed")
    void instanceEnded(@Nullable RawValue ended, @Nullable RawValue more);
}
