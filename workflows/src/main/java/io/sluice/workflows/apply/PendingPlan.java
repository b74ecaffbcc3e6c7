package io.sluice.workflows.apply;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateCall;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.GatedRun;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.DefinitionsGate;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Workflow;
import java.util.List;

/** A plan that people have to decide. */
final class PendingPlan {
    private final ApplyDefinitionsInput input;
    private final ApplyResult plan;
    private final RunPage page;
    private final RunAttributes attributes;
    private final GateWatch watch;

    PendingPlan(
            ApplyDefinitionsInput input, ApplyResult plan, RunPage page, RunAttributes attributes, GateWatch watch) {
        this.input = input;
        this.plan = plan;
        this.page = page;
        this.attributes = attributes;
        this.watch = watch;
    }

    /** Starts the run that waits for people, unless it waits already. Returns its id. */
    String handOver() {
        String id = CanonicalIds.plan(plan.planHash());
        ChildWorkflowStub waiting = Workflow.newUntypedChildWorkflowStub(
                ApplyDefinitions.TYPE,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("waits for a decision, started by "
                                + Workflow.getInfo().getWorkflowId())
                        .build());
        waiting.executeAsync(
                Object.class,
                new ApplyDefinitionsInput(input.project(), input.requestedBy(), input.reason(), null, plan.planHash()));
        try {
            waiting.getExecution().get();
        } catch (ChildWorkflowFailure e) {
            if (!(e.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
                throw e;
            }
            page.done("somebody else applied the same plan: " + id + " waits already");
        }
        return id;
    }

    /** Waits until people have decided. */
    boolean isApproved() {
        GatedRun run = new GatedRun(
                new DefinitionRef("project", plan.project(), "", plan.planHash()),
                DefinitionsGate.GATE,
                1,
                false,
                0,
                input.requestedBy());
        GateResult gate = new GateCall(run, page, attributes, watch).judge(candidate(), 1);
        if (!gate.outcome().equals("WAIVED")) {
            page.done("%s by %s: %s".formatted(gate.outcome(), gate.decidedBy(), gate.reason()));
        }
        return gate.outcome().equals("WAIVED");
    }

    private Candidate candidate() {
        return new Candidate(
                DefinitionsGate.DATASET,
                CanonicalIds.UNPARTITIONED,
                plan.planHash(),
                "",
                Workflow.getInfo().getOriginalExecutionRunId(),
                1,
                plan.needsDecision().size(),
                0,
                0,
                List.of());
    }
}
