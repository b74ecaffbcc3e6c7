package io.sluice.workflows.maintain;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code LakeMaintenance} for Java callers: keeps a table that is appended to for ever quick to read and to commit to. */
@WorkflowInterface
public interface LakeMaintenance extends RunQuery {
    /** The workflow's type. */
    String TYPE = "LakeMaintenance";

    /** Start it under {@code CanonicalIds.table}: under another id it may return before the work has ended. */
    @WorkflowMethod(name = TYPE)
    LakeMaintenanceResult run(LakeMaintenanceInput input);
}
