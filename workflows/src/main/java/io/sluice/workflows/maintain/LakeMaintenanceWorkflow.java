package io.sluice.workflows.maintain;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code LakeMaintenance} as the worker receives it: raw. Callers use {@link LakeMaintenance}. */
@WorkflowInterface
public interface LakeMaintenanceWorkflow {
    @WorkflowMethod(name = LakeMaintenance.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
