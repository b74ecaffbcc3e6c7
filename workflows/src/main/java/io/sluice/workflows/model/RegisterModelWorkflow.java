package io.sluice.workflows.model;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code RegisterModel} as the worker receives it: raw. Callers use {@link RegisterModel}. */
@WorkflowInterface
public interface RegisterModelWorkflow {
    @WorkflowMethod(name = RegisterModel.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
