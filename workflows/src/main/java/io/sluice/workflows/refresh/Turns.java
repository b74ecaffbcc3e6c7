package io.sluice.workflows.refresh;

import io.sluice.workflows.details.RunPage;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Runs workflows under their canonical ids, each when its turn has come: while somebody else's run has the id, it is waited for. */
final class Turns {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final RunPage page;

    Turns(RunPage page) {
        this.page = page;
    }

    /** Returns the result of a run of its own, which saw everything that is in the lake now. */
    <T> T take(String type, String id, Record input, Class<T> result) {
        for (Duration pause = SHORTEST; ; pause = longer(pause)) {
            ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                    type,
                    ChildWorkflowOptions.newBuilder()
                            .setWorkflowId(id)
                            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                            .setStaticSummary("started by " + Workflow.getInfo().getWorkflowId())
                            .build());
            Promise<T> ended = child.executeAsync(result, input);
            if (started(child)) {
                page.phase("waiting for " + id, "look there; cancel this run to cancel it");
                return ended.get();
            }
            page.phase(id + " was started by somebody else", "when it has ended, a run of its own follows");
            Workflow.sleep(pause);
        }
    }

    private static boolean started(ChildWorkflowStub child) {
        try {
            child.getExecution().get();
            return true;
        } catch (ChildWorkflowFailure e) {
            if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                return false;
            }
            throw e;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
}
