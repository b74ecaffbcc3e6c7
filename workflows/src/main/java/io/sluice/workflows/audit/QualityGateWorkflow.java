package io.sluice.workflows.audit;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code QualityGate} as the worker receives it: raw. Callers use {@link QualityGate}. */
@WorkflowInterface
public interface QualityGateWorkflow {
    @WorkflowMethod(name = QualityGate.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
