package io.sluice.workflows.testing;

import io.sluice.workflows.training.PinnedView;
import io.sluice.workflows.training.TrainingActivities;
import io.sluice.workflows.training.TrainingCounts;
import io.sluice.workflows.training.TrainingPlan;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Training sets in memory: one build for each run. */
public final class InMemoryTraining implements TrainingActivities {
    private final Faults faults;
    private final Map<String, TrainingSetResult> built = new LinkedHashMap<>();

    InMemoryTraining(Faults faults) {
        this.faults = faults;
    }

    @Override
    public synchronized TrainingPlan plan(TrainingRequest request) {
        faults.hit("PlanTrainingSet");
        List<PinnedView> views = request.views().stream()
                .map(view -> new PinnedView(view, view + "@v1-000001", 0, 1291593600000L, List.of()))
                .toList();
        return new TrainingPlan(request, views, request.labels().table() == null ? null : "1");
    }

    @Override
    public synchronized TrainingSetResult build(TrainingPlan plan) {
        faults.hit("BuildTrainingSet");
        String name = plan.request().name();
        String tag = "%s-%06d".formatted(name, built.size() + 1);
        return built.computeIfAbsent(
                plan.request().run(),
                run -> new TrainingSetResult(
                        tag,
                        "training." + name,
                        "1",
                        3,
                        "00",
                        plan.views().stream().map(PinnedView::release).toList(),
                        plan.views().stream()
                                .map(view -> new TrainingCounts(view.view(), 1, 0, 0, 0))
                                .toList(),
                        List.of()));
    }
}
