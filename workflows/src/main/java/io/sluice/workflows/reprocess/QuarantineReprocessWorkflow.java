package io.sluice.workflows.reprocess;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code QuarantineReprocess} as the worker receives it: raw. Callers use {@link QuarantineReprocess}. */
@WorkflowInterface
public interface QuarantineReprocessWorkflow {
    @WorkflowMethod(name = QuarantineReprocess.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
