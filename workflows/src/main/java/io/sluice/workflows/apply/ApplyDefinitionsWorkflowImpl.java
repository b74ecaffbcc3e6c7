package io.sluice.workflows.apply;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.RegistryActivities;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Registers the definitions of a project, one run at a time. What people have to decide first waits under an id of its own, so
 * that it keeps nobody else waiting. Source: workflows.md §1, decision 021.
 */
public final class ApplyDefinitionsWorkflowImpl implements ApplyDefinitionsWorkflow {
    private final RunPage page = new RunPage(ApplyDefinitions.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);

    public ApplyDefinitionsWorkflowImpl() {
        new RunDesk(page, watch).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            ApplyDefinitionsInput project =
                    InputReader.read(ApplyDefinitions.TYPE, ApplyDefinitionsInput.class, input, more);
            String id = isPending(project) ? CanonicalIds.plan(project.planHash()) : CanonicalIds.definitions();
            return Launcher.run(ApplyDefinitions.TYPE, id, project, page, () -> work(project));
        });
    }

    private static boolean isPending(ApplyDefinitionsInput input) {
        return input.planHash() != null
                && Workflow.getInfo().getWorkflowId().equals(CanonicalIds.plan(input.planHash()));
    }

    private ApplyResult work(ApplyDefinitionsInput input) {
        attributes.load();
        attributes.describe("definitions", null, null, null);
        ApplyResult result = apply(input);
        if (!result.applied() && !Boolean.TRUE.equals(input.dryRun())) {
            PendingPlan pending = new PendingPlan(input, result, page, attributes, watch);
            result = isPending(input) ? decided(pending, result, input) : result.waitingFor(pending.handOver());
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        end(result);
        return result;
    }

    /** The activity reads for itself whether the decision allows it. */
    private ApplyResult decided(PendingPlan pending, ApplyResult plan, ApplyDefinitionsInput input) {
        return pending.isApproved() ? apply(input) : plan;
    }

    private ApplyResult apply(ApplyDefinitionsInput input) {
        page.working("reading " + input.project(), "the plan");
        ApplyResult result = ActivityCalls.light(RegistryActivities.class, "apply " + input.project())
                .applyDefinitions(input);
        for (DefinitionChange change : result.changes()) {
            if (!change.change().equals("unchanged")) {
                page.done(line(change));
            }
        }
        return result;
    }

    private void end(ApplyResult result) {
        if (result.waitsFor() != null) {
            page.phase("nothing is registered yet, people have to decide", "see " + result.waitsFor());
        } else {
            page.phase(result.applied() ? "registered" : "nothing was registered", "");
        }
        attributes.state("DONE");
    }

    private static String line(DefinitionChange change) {
        String version = change.toVersion() == null ? "" : " " + change.toVersion();
        String why = change.differences().isEmpty() ? "" : " (" + String.join("; ", change.differences()) + ")";
        return "%s %s: %s%s%s".formatted(change.kind(), change.name(), change.change(), version, why);
    }
}
