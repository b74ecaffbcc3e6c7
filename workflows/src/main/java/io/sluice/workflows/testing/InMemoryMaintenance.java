package io.sluice.workflows.testing;

import io.sluice.workflows.maintain.LakeMaintenanceResult;
import io.sluice.workflows.maintain.MaintenanceActivities;
import io.sluice.workflows.maintain.MaintenanceRequest;
import java.util.ArrayList;
import java.util.List;

/** Upkeep that finds a thousand files and leaves ten. */
public final class InMemoryMaintenance implements MaintenanceActivities {
    private final Faults faults;
    private final List<MaintenanceRequest> asked = new ArrayList<>();

    InMemoryMaintenance(Faults faults) {
        this.faults = faults;
    }

    /** What was asked, in order. */
    public synchronized List<MaintenanceRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized LakeMaintenanceResult maintain(MaintenanceRequest request) {
        faults.hit("MaintainTable");
        asked.add(request);
        return new LakeMaintenanceResult(request.table(), 1_000, 10, 1_440, 100, 2);
    }
}
