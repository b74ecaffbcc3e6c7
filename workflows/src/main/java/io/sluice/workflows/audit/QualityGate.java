package io.sluice.workflows.audit;

import io.sluice.workflows.decision.Decide;
import io.sluice.workflows.decision.DecisionVerbs;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.QualityGateInput;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.window.view.GateHandlers;
import io.sluice.workflows.window.view.GateView;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** {@code QualityGate} for Java callers: audits a staged snapshot and waits for people when it must. */
@WorkflowInterface
public interface QualityGate extends DecisionVerbs {
    /** The workflow type. */
    String TYPE = "QualityGate";

    /** Start it under {@code CanonicalIds.gate}: under another id it may return before the gate has ended. */
    @WorkflowMethod(name = TYPE)
    GateResult run(QualityGateInput input);

    @UpdateMethod(name = "decide", description = GateHandlers.DECIDE)
    DecisionRecord decide(Decide decision);

    @QueryMethod(name = "status", description = GateHandlers.STATUS)
    GateView status();

    @QueryMethod(name = "decisions", description = GateHandlers.DECISIONS)
    List<DecisionRecord> decisions();
}
