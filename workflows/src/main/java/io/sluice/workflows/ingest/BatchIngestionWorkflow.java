package io.sluice.workflows.ingest;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code BatchIngestion} as the worker receives it: raw. Callers use {@link BatchIngestion}. */
@WorkflowInterface
public interface BatchIngestionWorkflow {
    @WorkflowMethod(name = BatchIngestion.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
