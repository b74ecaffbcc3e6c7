package io.sluice.workflows.lane;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code StreamLane} as the worker receives it: raw. Callers use {@link StreamLane}. */
@WorkflowInterface
public interface StreamLaneWorkflow {
    @WorkflowMethod(name = StreamLane.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
