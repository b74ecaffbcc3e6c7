package io.sluice.workflows.view;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code ViewUpdate} as the worker receives it: raw. Callers use {@link ViewUpdate}. */
@WorkflowInterface
public interface ViewUpdateWorkflow {
    @WorkflowMethod(name = ViewUpdate.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
