package io.sluice.workflows.apply;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code ApplyDefinitions} as the worker receives it: raw. Callers use {@link ApplyDefinitions}. */
@WorkflowInterface
public interface ApplyDefinitionsWorkflow {
    @WorkflowMethod(name = ApplyDefinitions.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
