package io.sluice.workflows.window.view;

import io.sluice.workflows.decision.DecisionSignals;
import io.sluice.workflows.gate.DecisionRecord;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate answers, as its workflow receives it: raw. Callers use {@code QualityGate}. */
@WorkflowInterface
public interface GateHandlers extends DecisionSignals {
    /** What {@code decide} does, shown in the UI. */
    String DECIDE = "Decides, or says at once why not: {\"verb\": approve|reject|remediate|extend|reassign|comment,"
            + " \"by\", \"reason\", \"attempt\"?, \"snapshotId\"?, and the verb's own fields}";
    /** What {@code status} answers, shown in the UI. */
    String STATUS = "State, failed rules, who may decide, deadline and the last decisions";
    /** What {@code decisions} answers, shown in the UI. */
    String DECISIONS = "Every decision, applied or ignored, the newest last (at most 100)";

    @UpdateMethod(name = "decide", description = DECIDE)
    DecisionRecord decide(@Nullable RawValue input, @Nullable RawValue more);

    @QueryMethod(name = "status", description = STATUS)
    GateView status();

    @QueryMethod(name = "decisions", description = DECISIONS)
    List<DecisionRecord> decisions();
}
