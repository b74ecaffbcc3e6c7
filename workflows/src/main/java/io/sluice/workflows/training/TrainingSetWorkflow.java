package io.sluice.workflows.training;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code TrainingSet} as the worker receives it: raw. Callers use {@link TrainingSet}. */
@WorkflowInterface
public interface TrainingSetWorkflow {
    @WorkflowMethod(name = TrainingSet.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
