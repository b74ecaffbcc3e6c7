package io.sluice.workflows.launch;

import io.sluice.workflows.details.RunPage;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/**
 * Runs work under the canonical id of its target. A run under another id starts the canonical one as an abandoned child,
 * and waits for it unless a schedule started it; cancelling the launcher cancels the child that it started.
 */
public final class Launcher {
    private Launcher() {}

    /**
     * Does the work when this run has the canonical id, and has it done otherwise.
     *
     * @param input as it takes effect
     * @return the result of the work, or {@link Launched}
     */
    public static Object run(String type, String canonicalId, Record input, RunPage page, Supplier<Object> work) {
        page.input(input);
        boolean canonical = Workflow.getInfo().getWorkflowId().equals(canonicalId);
        return canonical ? work.get() : launch(type, canonicalId, input, page);
    }

    private static Object launch(String type, String canonicalId, Record input, RunPage page) {
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                type,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(canonicalId)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("started by " + Workflow.getInfo().getWorkflowId())
                        .build());
        Promise<RawValue> result = child.executeAsync(RawValue.class, input);
        try {
            child.getExecution().get();
        } catch (ChildWorkflowFailure e) {
            return alreadyRunning(e, canonicalId, page);
        }
        if (Requesters.schedule() != null) {
            page.phase("started " + canonicalId, "the work goes on under that id");
            Workflow.await(Workflow::isEveryHandlerFinished);
            return new Launched(canonicalId, false);
        }
        page.phase(
                "waiting for " + canonicalId,
                "its result becomes the result of this run; cancel this run to cancel it");
        return awaited(result);
    }

    /** What was said here meanwhile is written down before this run ends, however it ends. */
    private static RawValue awaited(Promise<RawValue> result) {
        try {
            return result.get();
        } finally {
            Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
                    .run();
        }
    }

    private static Launched alreadyRunning(ChildWorkflowFailure failure, String canonicalId, RunPage page) {
        if (!(failure.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
            throw failure;
        }
        page.phase(canonicalId + " runs already", "look there; the input of this start had no effect");
        Workflow.await(Workflow::isEveryHandlerFinished);
        return new Launched(canonicalId, true);
    }
}
