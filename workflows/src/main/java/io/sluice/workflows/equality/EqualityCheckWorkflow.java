package io.sluice.workflows.equality;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code EqualityCheck} as the worker receives it: raw. Callers use {@link EqualityCheck}. */
@WorkflowInterface
public interface EqualityCheckWorkflow {
    @WorkflowMethod(name = EqualityCheck.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
