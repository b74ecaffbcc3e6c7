package io.sluice.workflows.correct;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code Correction} as the worker receives it: raw. Callers use {@link Correction}. */
@WorkflowInterface
public interface CorrectionWorkflow {
    @WorkflowMethod(name = Correction.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
