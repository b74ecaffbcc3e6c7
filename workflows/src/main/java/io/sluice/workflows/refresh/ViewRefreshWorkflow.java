package io.sluice.workflows.refresh;

import io.sluice.workflows.publish.follow.SourceChanged;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** {@code ViewRefresh} as the worker receives it: raw. Callers use {@link ViewRefresh}. */
@WorkflowInterface
public interface ViewRefreshWorkflow {
    @WorkflowMethod(name = ViewRefresh.TYPE)
    Object run(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = SourceChanged.SIGNAL, description = ViewRefresh.CHANGED)
    void changed(@Nullable RawValue change, @Nullable RawValue more);
}
