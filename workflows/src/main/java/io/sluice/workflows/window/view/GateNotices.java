package io.sluice.workflows.window.view;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import org.jspecify.annotations.Nullable;

/** What a gate tells the workflow that waits for it: each time its {@link GateView}. Not for people. */
@WorkflowInterface
public interface GateNotices {
    /** The gate has opened its decision window. */
    String OPENED = "gateOpened";
    /** Something was said or a step of the clock was due. */
    String CHANGED = "gateChanged";
    /** The gate has ended. */
    String CLOSED = "gateClosed";

    @SignalMethod(name = OPENED, description = "From a gate: it waits for a decision")
    void gateOpened(@Nullable RawValue view, @Nullable RawValue more);

    @SignalMethod(name = CHANGED, description = "From a gate: something was said")
    void gateChanged(@Nullable RawValue view, @Nullable RawValue more);

    @SignalMethod(name = CLOSED, description = "From a gate: it has ended")
    void gateClosed(@Nullable RawValue view, @Nullable RawValue more);
}
