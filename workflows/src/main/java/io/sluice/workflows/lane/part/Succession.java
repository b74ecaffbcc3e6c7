package io.sluice.workflows.lane.part;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.stream.IncarnationActivities;
import io.sluice.workflows.stream.IncarnationBegun;
import io.sluice.workflows.stream.IncarnationRequest;
import io.sluice.workflows.stream.StreamPlan;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/**
 * The next incarnation of a stream, which is due when something of the present one was rejected. Whether it is due is looked up, so a
 * lane that ends in between leaves it to the next one.
 */
public final class Succession {
    private final RunPage page;
    private boolean failed;

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

    /** Begins it, when all apps have closed. */
    public void begin(StreamPlan plan) {
        String source = plan.source().name();
        long epoch = plan.epoch() + 1;
        page.working(
                "incarnation %d begins".formatted(epoch),
                "the log is decided again without what was rejected; then apps and sinks start, and views are rebuilt");
        try {
            IncarnationBegun begun = ActivityCalls.hosting(
                            IncarnationActivities.class, "incarnation %d of %s".formatted(epoch, source))
                    .begin(new IncarnationRequest(
                            source, epoch, Workflow.getInfo().getWorkflowId()));
            page.done("incarnation %d: %d records of the log were decided again, %d of them are rejected"
                    .formatted(begun.epoch(), begun.decided(), begun.rejected()));
        } catch (ActivityFailure e) {
            String why = StreamFailures.why(e);
            if (why.isEmpty()) {
                throw e;
            }
            failed = true;
            page.done("incarnation %d could not begin, it is tried again within minutes: %s".formatted(epoch, why));
        }
    }
}
