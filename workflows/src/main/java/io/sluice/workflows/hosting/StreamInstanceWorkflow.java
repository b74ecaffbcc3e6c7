package io.sluice.workflows.hosting;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code StreamInstance} as the worker receives it: raw. Callers use {@link StreamInstance}. */
@WorkflowInterface
public interface StreamInstanceWorkflow {
    @WorkflowMethod(name = StreamInstance.TYPE)
    @Nullable
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
