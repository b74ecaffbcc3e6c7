package io.sluice.workflows.release;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code MergedViewPublish} as the worker receives it: raw. Callers use {@link MergedViewPublish}. */
@WorkflowInterface
public interface MergedViewPublishWorkflow {
    @WorkflowMethod(name = MergedViewPublish.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
