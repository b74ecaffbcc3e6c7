package io.sluice.workflows.view;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.GatedPublish;
import io.sluice.workflows.publish.GatedRun;
import io.sluice.workflows.publish.Outcome;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.publish.Staging;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the change points of a view for a range of days, has its gate judge them, publishes them. */
public final class ViewUpdateWorkflowImpl implements ViewUpdateWorkflow {
    private final RunPage page = new RunPage(ViewUpdate.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);

    public ViewUpdateWorkflowImpl() {
        new RunDesk(page, watch).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            ViewUpdateInput typed = InputReader.read(ViewUpdate.TYPE, ViewUpdateInput.class, input, more);
            ViewUpdateInput update = new ViewUpdateInput(
                    typed.view(), typed.from(), typed.to(), Requesters.of(typed.requestedBy()), typed.reason());
            String id = CanonicalIds.update(update.view());
            return Launcher.run(ViewUpdate.TYPE, id, update, page, () -> update(update));
        });
    }

    private ViewUpdateResult update(ViewUpdateInput input) {
        attributes.load();
        attributes.describe("view", null, input.view(), input.from() == null ? null : input.from() + ".." + input.to());
        page.working("resolving view " + input.view(), "its stale days are found");
        ViewSettings view = ActivityCalls.light(RegistryActivities.class, "resolve " + input.view())
                .resolveView(input.view());
        Requesters.require(view.preventSelfApproval(), input.requestedBy(), ViewUpdate.TYPE, view.gate());
        page.done("%s %s into %s, gate %s"
                .formatted(view.view().name(), view.view().version(), view.table(), view.gate()));
        ViewUpdatePlan plan = plan(view, input);
        if (plan.isEmpty()) {
            page.phase("UP_TO_DATE", "");
            return upToDate(view);
        }
        Outcome outcome = new GatedPublish(gated(view, input), staging(view, plan), page, attributes, watch).publish();
        Workflow.await(Workflow::isEveryHandlerFinished);
        page.phase(outcome.word(), outcome.published() == null ? "" : "start MergedViewPublish to release it");
        return result(view, plan, outcome);
    }

    private ViewUpdatePlan plan(ViewSettings view, ViewUpdateInput input) {
        if (input.from() != null && input.to() != null) {
            return ViewUpdatePlan.asked(input.from(), input.to());
        }
        ViewUpdatePlan plan = ActivityCalls.heavy(ViewActivities.class, "find stale days of " + input.view())
                .planViewUpdate(new PlanViewUpdateRequest(view));
        page.done(plan.isEmpty() ? "nothing is stale: " + plan.why() : plan.why());
        return plan;
    }

    private static Staging staging(ViewSettings view, ViewUpdatePlan plan) {
        String run = Workflow.getInfo().getOriginalExecutionRunId();
        List<String> runs = plan.runs().size() == 1 ? List.of() : plan.runs();
        return (attempt, remedy) -> ActivityCalls.heavy(
                        ViewActivities.class,
                        "stage %s %s..%s, attempt %d".formatted(view.view().name(), plan.from(), plan.to(), attempt))
                .stageView(new StageViewRequest(
                        view, plan.from(), plan.to(), run, attempt, remedy.quarantineRules(), runs));
    }

    private static GatedRun gated(ViewSettings view, ViewUpdateInput input) {
        return new GatedRun(
                view.view(),
                view.gate(),
                view.maxAttempts(),
                view.failOnReject(),
                view.keepDays(),
                input.requestedBy());
    }

    private static ViewUpdateResult upToDate(ViewSettings view) {
        return new ViewUpdateResult(view.view().name(), view.view().version(), "", "", "UP_TO_DATE", 0, "", null);
    }

    private static ViewUpdateResult result(ViewSettings view, ViewUpdatePlan plan, Outcome outcome) {
        return new ViewUpdateResult(
                view.view().name(),
                view.view().version(),
                plan.from(),
                plan.to(),
                outcome.word(),
                outcome.candidate().rows(),
                outcome.publishedSnapshotId(),
                outcome.gate());
    }
}
