package io.sluice.workflows.testing;

import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import io.sluice.workflows.online.MaterializationRequest;
import io.sluice.workflows.online.OnlineActivities;
import io.sluice.workflows.release.ReleaseActivities;
import io.sluice.workflows.release.ReleaseRequest;
import io.sluice.workflows.release.ReleaseResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Releases and materialisation in memory: one release for each run. */
public final class InMemoryReleases implements ReleaseActivities, OnlineActivities {
    private final Faults faults;
    private final Map<String, ReleaseResult> releases = new LinkedHashMap<>();
    private final List<MaterializationPlan> activated = new ArrayList<>();

    InMemoryReleases(Faults faults) {
        this.faults = faults;
    }

    /** The plans whose generation was activated. */
    public synchronized List<MaterializationPlan> activated() {
        return List.copyOf(activated);
    }

    @Override
    public synchronized ReleaseResult publishRelease(ReleaseRequest request) {
        faults.hit("PublishRelease");
        long number = releases.size() + 1L;
        String name = request.view().view().name();
        return releases.computeIfAbsent(
                request.run(),
                run -> new ReleaseResult(
                        name,
                        "%s@v1-%06d".formatted(name, number),
                        number,
                        "2010-12-01T00:00:00Z",
                        "2010-12-06T00:00:00Z",
                        false,
                        List.of(request.view().table() + "@1")));
    }

    @Override
    public synchronized MaterializationPlan plan(MaterializationRequest request) {
        faults.hit("PlanMaterialization");
        String name = request.view().view().name();
        boolean writes = !request.mode().equals("VERIFY");
        return new MaterializationPlan(
                name,
                request.mode(),
                name + "@v1-000001",
                1,
                request.view().table(),
                "1",
                1291593600000L,
                -1,
                1,
                writes,
                9);
    }

    @Override
    public synchronized MaterializationCounts materialize(MaterializationPlan plan) {
        faults.hit("Materialize");
        return plan.activate()
                ? new MaterializationCounts(plan.entities(), 0, 0, 0, 0, 0)
                : new MaterializationCounts(0, 0, 0, 0, plan.entities(), 0);
    }

    @Override
    public synchronized void activate(MaterializationPlan plan) {
        faults.hit("ActivateGeneration");
        activated.add(plan);
    }
}
