package io.sluice.workflows.lane.part;

import io.sluice.workflows.correct.Correction;
import io.sluice.workflows.correct.CorrectionInput;
import io.sluice.workflows.correct.CorrectionResult;
import io.sluice.workflows.correct.CorrectionRuns;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamPlan;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts {@code Correction} when late events were archived of a source that wants them back. At most one runs, and at most one a
 * minute begins; what it does is looked up, so that one too many finds nothing, and one that is missed is made up for by the next.
 */
public final class Corrections {
    private final RunPage page;
    private final CorrectionDue due = new CorrectionDue();
    private @Nullable Promise<CorrectionResult> running;

    public Corrections(RunPage page) {
        this.page = page;
    }

    /** What waited when the last one looked may be due by now, and one that failed is tried once more. */
    public void remind() {
        due.remind();
    }

    /**
     * Starts one where there is something new to look at. Late events are looked up in the archive, so what counts are those that
     * lake sinks have brought there; those of the incarnation before may wait although this one has none.
     *
     * @param sinks ids of all lake sinks
     */
    public void start(StreamPlan plan, List<String> sinks, CheckpointBook book) {
        List<CheckpointReport> heard = sinks.stream()
                .flatMap(sink -> book.of(sink, plan.epoch()).stream())
                .toList();
        if (!plan.corrects() || heard.isEmpty()) {
            return;
        }
        long now = Workflow.currentTimeMillis();
        long late = heard.stream().mapToLong(CheckpointReport::late).sum();
        due.incarnation(plan.epoch());
        if (book.haveCaughtUp(sinks, plan.epoch())) {
            due.whole();
        }
        if (due.isDue(late, now)) {
            due.begun(late, now);
            String source = plan.source().name();
            Correction correction = CorrectionRuns.of(source);
            running = Async.function(
                    correction::run,
                    new CorrectionInput(source, Workflow.getInfo().getWorkflowId(), "late events were archived"));
        }
    }

    /** Takes what one that has ended found; to be called whenever something has happened, whatever the lane does. */
    public void finish() {
        if (running == null || !running.isCompleted()) {
            return;
        }
        @Nullable RuntimeException failure = running.getFailure();
        if (failure == null) {
            CorrectionResult result = running.get();
            if (result.waiting() > 0) {
                due.leftOver();
            } else {
                due.done();
            }
            page.done("late events: %d admitted, %d duplicates, %d wait"
                    .formatted(result.admitted(), result.duplicates(), result.waiting()));
        } else if (failure instanceof ChildWorkflowFailure) {
            // another run may be under way, which began before these were archived
            due.leftOver();
            page.done("late events could not be corrected, it is tried again within minutes: "
                    + StreamFailures.why(failure));
        } else {
            throw failure;
        }
        running = null;
    }

    /** Whether one has ended of which nothing has been taken yet. */
    public boolean haveNews() {
        return running != null && running.isCompleted();
    }
}
