package io.sluice.workflows.publish;

import io.sluice.workflows.audit.QualityGate;
import io.sluice.workflows.gate.QualityGateInput;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.launch.CanonicalIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Starts gates under their canonical ids. */
public final class GateStart {
    private final GatedRun run;
    private final ParentClosePolicy policy;

    /** @param policy what becomes of a gate when the run that started it ends or continues as new */
    public GateStart(GatedRun run, ParentClosePolicy policy) {
        this.run = run;
        this.policy = policy;
    }

    /** The result to come, once the gate has been started; null when a gate of this id runs already. */
    public @Nullable Promise<GateResult> start(String dataset, String partition, String snapshotId, int attempt) {
        ChildWorkflowStub gate = Workflow.newUntypedChildWorkflowStub(
                QualityGate.TYPE,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(CanonicalIds.gate(dataset, partition, snapshotId, attempt))
                        .setParentClosePolicy(policy)
                        .setStaticSummary("gate of " + Workflow.getInfo().getWorkflowId())
                        .build());
        Promise<GateResult> result =
                gate.executeAsync(GateResult.class, input(dataset, partition, snapshotId, attempt));
        try {
            gate.getExecution().get();
            return result;
        } catch (ChildWorkflowFailure e) {
            if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                return null;
            }
            throw e;
        }
    }

    private QualityGateInput input(String dataset, String partition, String snapshotId, int attempt) {
        return new QualityGateInput(
                dataset,
                partition,
                snapshotId,
                run.gate(),
                attempt,
                run.requestedBy(),
                Workflow.getInfo().getWorkflowId());
    }
}
