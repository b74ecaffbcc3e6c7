package io.sluice.workflows.maintain;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Upkeep of tables, on Spark. Task queue {@code sluice-batch}; minutes. */
@ActivityInterface
public interface MaintenanceActivities {
    /**
     * Puts small files together and removes old snapshots and files that belong to none. May be killed at any point and done again;
     * reading and appending go on beside it. InvalidInput for a table whose snapshots others need, NotFound for one that is not
     * there.
     */
    @ActivityMethod(name = "MaintainTable")
    LakeMaintenanceResult maintain(MaintenanceRequest request);
}
