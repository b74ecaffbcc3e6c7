package io.sluice.workflows.ask;

import io.sluice.workflows.details.RunQuery;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** {@code Ask} for Java callers: one question, answered from the ledgers of the lake. Changes nothing. */
@WorkflowInterface
public interface Ask extends RunQuery {
    /** The workflow's type. */
    String TYPE = "Ask";

    /** Start it under any id. */
    @WorkflowMethod(name = TYPE)
    Answer run(AskInput input);
}
