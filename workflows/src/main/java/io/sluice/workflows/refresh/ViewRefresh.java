package io.sluice.workflows.refresh;

import io.sluice.workflows.details.RunQuery;
import io.sluice.workflows.publish.follow.SourceChanged;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code ViewRefresh} for Java callers: brings a view, its release and its online values up to what is published. */
@WorkflowInterface
public interface ViewRefresh extends RunQuery {
    /** The workflow type. */
    String TYPE = "ViewRefresh";

    /** What {@code changed} does, shown in the UI. */
    String CHANGED = "Looks once more when the round that is under way has ended: {\"source\", \"partition\"}";

    /** Start it under {@code CanonicalIds.refresh}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    ViewRefreshResult run(ViewRefreshInput input);

    /** Something was published into a source of the view. */
    @SignalMethod(name = SourceChanged.SIGNAL, description = CHANGED)
    void changed(SourceChanged change);
}
