package io.sluice.workflows.online;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code OnlineMaterialization} as the worker receives it: raw. Callers use {@link OnlineMaterialization}. */
@WorkflowInterface
public interface OnlineMaterializationWorkflow {
    @WorkflowMethod(name = OnlineMaterialization.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
