package io.sluice.workflows.ask;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code Ask} as the worker receives it: raw. Callers use {@link Ask}. */
@WorkflowInterface
public interface AskWorkflow {
    @WorkflowMethod(name = Ask.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
