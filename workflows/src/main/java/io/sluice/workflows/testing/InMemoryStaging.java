package io.sluice.workflows.testing;

import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.CarryRequest;
import io.sluice.workflows.ingest.IngestActivities;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.sluice.workflows.view.PlanViewUpdateRequest;
import io.sluice.workflows.view.StageViewRequest;
import io.sluice.workflows.view.ViewActivities;
import io.sluice.workflows.view.ViewUpdatePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Landing and staging in memory: a candidate for each run and attempt, with a snapshot id of its own. */
public final class InMemoryStaging implements IngestActivities, ViewActivities {
    private static final long FIRST_SNAPSHOT = 9_000_000_000_000_000_001L;

    private final Faults faults;
    private final Map<String, Candidate> staged = new LinkedHashMap<>();
    private final List<LandRequest> landings = new ArrayList<>();
    private final List<StageRequest> stagings = new ArrayList<>();
    private final List<StageViewRequest> viewStagings = new ArrayList<>();
    private List<String> stale = List.of();

    InMemoryStaging(Faults faults) {
        this.faults = faults;
    }

    /** Every landing that was asked for. */
    public synchronized List<LandRequest> landings() {
        return List.copyOf(landings);
    }

    /** Every staging of a source that was asked for. */
    public synchronized List<StageRequest> stagings() {
        return List.copyOf(stagings);
    }

    /** Every staging of a view that was asked for. */
    public synchronized List<StageViewRequest> viewStagings() {
        return List.copyOf(viewStagings);
    }

    @Override
    public synchronized Landed land(LandRequest request) {
        faults.hit("Land");
        landings.add(request);
        return new Landed(
                "landing." + request.source().name(),
                Long.toString(request.delivery()),
                "delivery-" + request.delivery(),
                1,
                1000,
                100,
                0,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public synchronized Candidate stage(StageRequest request) {
        faults.hit("Stage");
        stagings.add(request);
        long quarantined = 7L * request.quarantineRules().size();
        return once(
                request.run() + "/" + request.attempt(),
                snapshot -> new Candidate(
                        "trusted." + request.source().name(),
                        request.partition(),
                        snapshot,
                        "",
                        request.run(),
                        request.attempt(),
                        request.landed().rows() - quarantined,
                        quarantined,
                        0,
                        List.of(request.partition())));
    }

    @Override
    public synchronized Candidate stagePrevious(CarryRequest request) {
        faults.hit("StagePrevious");
        return once(
                request.run() + "/" + request.attempt(),
                snapshot -> new Candidate(
                        "trusted." + request.source().name(),
                        request.partition(),
                        snapshot,
                        "",
                        request.run(),
                        request.attempt(),
                        50,
                        0,
                        0,
                        List.of(request.partition())));
    }

    /** Makes days of every view stale, as runs such as {@code 2010-12-03..2010-12-05}. */
    public synchronized void stale(String... runs) {
        stale = List.of(runs);
    }

    @Override
    public synchronized ViewUpdatePlan planViewUpdate(PlanViewUpdateRequest request) {
        faults.hit("PlanViewUpdate");
        return new ViewUpdatePlan(stale, stale.isEmpty() ? "all is computed" : "stale: " + String.join(", ", stale));
    }

    @Override
    public synchronized Candidate stageView(StageViewRequest request) {
        faults.hit("StageView");
        viewStagings.add(request);
        return once(
                request.run() + "/" + request.attempt(),
                snapshot -> new Candidate(
                        request.view().table(),
                        request.from() + ".." + request.to(),
                        snapshot,
                        "",
                        request.run(),
                        request.attempt(),
                        42,
                        0,
                        0,
                        List.of(request.from(), request.to())));
    }

    private Candidate once(String key, Function<String, Candidate> create) {
        String snapshot = Long.toString(FIRST_SNAPSHOT + staged.size());
        return staged.computeIfAbsent(key, missing -> create.apply(snapshot));
    }
}
