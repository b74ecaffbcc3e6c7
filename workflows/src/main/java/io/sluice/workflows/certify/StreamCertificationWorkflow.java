package io.sluice.workflows.certify;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code StreamCertification} as the worker receives it: raw. Callers use {@link StreamCertification}. */
@WorkflowInterface
public interface StreamCertificationWorkflow {
    @WorkflowMethod(name = StreamCertification.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);
}
