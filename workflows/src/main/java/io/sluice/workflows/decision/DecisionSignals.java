package io.sluice.workflows.decision;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import org.jspecify.annotations.Nullable;

/**
 * The verbs as a workflow receives them: raw, so that nothing that people type is lost or retried for ever. The second
 * argument is there to be refused. Callers use {@link DecisionVerbs}.
 */
@WorkflowInterface
public interface DecisionSignals {
    @SignalMethod(name = "approve", description = DecisionVerbs.APPROVE)
    void approve(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "reject", description = DecisionVerbs.REJECT)
    void reject(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "remediate", description = DecisionVerbs.REMEDIATE)
    void remediate(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "extend", description = DecisionVerbs.EXTEND)
    void extend(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "reassign", description = DecisionVerbs.REASSIGN)
    void reassign(@Nullable RawValue input, @Nullable RawValue more);

    @SignalMethod(name = "comment", description = DecisionVerbs.COMMENT)
    void comment(@Nullable RawValue input, @Nullable RawValue more);
}
