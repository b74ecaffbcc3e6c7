package io.sluice.workflows.online;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.common.converter.RawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the values of a release into the online store, then moves the pointer. Source: workflows.md §1. */
public final class OnlineMaterializationWorkflowImpl implements OnlineMaterializationWorkflow {
    private final RunPage page = new RunPage(OnlineMaterialization.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public OnlineMaterializationWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            OnlineMaterializationInput typed =
                    InputReader.read(OnlineMaterialization.TYPE, OnlineMaterializationInput.class, input, more);
            OnlineMaterializationInput online = effective(typed);
            String id = CanonicalIds.online(online.view());
            return Launcher.run(OnlineMaterialization.TYPE, id, online, page, () -> materialize(online));
        });
    }

    private static OnlineMaterializationInput effective(OnlineMaterializationInput input) {
        return new OnlineMaterializationInput(
                input.view(), input.mode(), input.release(), Requesters.of(input.requestedBy()), input.reason());
    }

    private OnlineMaterializationResult materialize(OnlineMaterializationInput input) {
        attributes.load();
        attributes.describe("online", null, input.view(), null);
        MaterializationPlan plan = plan(input);
        page.working("writing %d entities of %s".formatted(plan.entities(), plan.release()), activation(plan));
        MaterializationCounts counts =
                activities("%s %s".formatted(plan.mode(), plan.release())).materialize(plan);
        page.done("applied %d, same %d, older %d, removed %d, verified %d, different %d"
                .formatted(
                        counts.applied(),
                        counts.same(),
                        counts.older(),
                        counts.removed(),
                        counts.verified(),
                        counts.different()));
        if (plan.activate()) {
            activities("activate generation " + plan.generation()).activate(plan);
            page.done("generation %d is read now".formatted(plan.generation()));
        }
        attributes.state("DONE");
        page.phase("done", "");
        return result(plan, counts);
    }

    private MaterializationPlan plan(OnlineMaterializationInput input) {
        page.working("planning", "the values are written");
        ViewSettings view = ActivityCalls.light(RegistryActivities.class, "resolve " + input.view())
                .resolveView(input.view());
        return activities("plan " + input.mode()).plan(new MaterializationRequest(view, input.mode(), input.release()));
    }

    private static String activation(MaterializationPlan plan) {
        return plan.activate() ? "the pointer moves to generation " + plan.generation() : "";
    }

    private static OnlineMaterializationResult result(MaterializationPlan plan, MaterializationCounts counts) {
        return new OnlineMaterializationResult(
                plan.view(),
                plan.mode(),
                plan.release(),
                Instant.ofEpochMilli(plan.asOf()).toString(),
                plan.generation(),
                counts);
    }

    private static OnlineActivities activities(String summary) {
        return ActivityCalls.heavy(OnlineActivities.class, summary);
    }
}
