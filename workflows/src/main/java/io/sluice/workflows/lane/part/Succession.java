package io.sluice.workflows.lane.part;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.stream.IncarnationActivities;
import io.sluice.workflows.stream.IncarnationBegun;
import io.sluice.workflows.stream.IncarnationRequest;
import io.sluice.workflows.stream.StreamPlan;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/**
 * The next incarnation of a stream, which is due when something of the present one was rejected. Whether it is due is looked up, so a
 * lane that ends in between leaves it to the next one.
 */
public final class Succession {
    private final RunPage page;
    private boolean failed;
    private boolean givenUp;

    public Succession(RunPage page) {
        this.page = page;
    }

    /** Whether the apps of the present incarnation are to close for it. */
    public boolean isDue(StreamPlan plan) {
        return plan.rejected() > 0 && !failed;
    }

    /** One that failed may be tried once more; until then the present one goes on, and what is held stays held. */
    public void forgive() {
        failed = false;
    }

    /**
     * Begins it, when all apps have closed; that may take as long as reading the log.
     *
     * @param isOver whether the lane has been told something by which it is not to go on: what has begun is given up then, and begins
     *     anew when the lane goes on
     */
    public void begin(StreamPlan plan, Supplier<Boolean> isOver) {
        String source = plan.source().name();
        long epoch = plan.epoch() + 1;
        page.working(
                "incarnation %d begins".formatted(epoch),
                "the log is decided again without what was rejected; then apps and sinks start, and views are rebuilt");
        givenUp = false;
        try {
            IncarnationBegun begun = begun(source, epoch, isOver);
            page.done("incarnation %d: %d records of the log were decided again, %d of them are rejected"
                    .formatted(begun.epoch(), begun.decided(), begun.rejected()));
        } catch (ActivityFailure e) {
            // however it ended then: the worker may have died meanwhile, and the lane may have been told to go on
            if (givenUp) {
                page.done("incarnation %d was given up before it had begun".formatted(epoch));
                return;
            }
            String why = StreamFailures.why(e);
            if (why.isEmpty()) {
                throw e;
            }
            failed = true;
            page.done("incarnation %d could not begin, it is tried again within minutes: %s".formatted(epoch, why));
        }
    }

    private IncarnationBegun begun(String source, long epoch, Supplier<Boolean> isOver) {
        IncarnationRequest request =
                new IncarnationRequest(source, epoch, Workflow.getInfo().getWorkflowId());
        IncarnationActivities activities =
                ActivityCalls.hosting(IncarnationActivities.class, "incarnation %d of %s".formatted(epoch, source));
        CompletablePromise<IncarnationBegun> begun = Workflow.newPromise();
        CancellationScope scope =
                Workflow.newCancellationScope(() -> begun.completeFrom(Async.function(activities::begin, request)));
        scope.run();
        try {
            Workflow.await(() -> begun.isCompleted() || isOver.get());
            givenUp = !begun.isCompleted();
        } catch (CanceledFailure e) {
            // with the lane the scope is cancelled, too
        }
        if (!begun.isCompleted()) {
            scope.cancel("the lane does not go on");
        }
        // waits until the worker has left it: until then it may still write
        return begun.get();
    }
}
