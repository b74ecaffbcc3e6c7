package io.sluice.workflows.publish;

import io.sluice.workflows.decision.DecisionSignals;
import io.sluice.workflows.details.RunQuery;
import io.sluice.workflows.window.view.GateNotices;
import io.temporal.workflow.WorkflowInterface;

/** What a run that waits for gates takes: verbs for its gate, notices from its gate, and the query {@code status}. */
@WorkflowInterface
public interface RunHandlers extends DecisionSignals, GateNotices, RunQuery {}
