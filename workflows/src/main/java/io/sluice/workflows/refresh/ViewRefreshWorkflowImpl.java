package io.sluice.workflows.refresh;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.online.OnlineMaterialization;
import io.sluice.workflows.online.OnlineMaterializationInput;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.publish.follow.FollowActivities;
import io.sluice.workflows.release.MergedViewPublish;
import io.sluice.workflows.release.MergedViewPublishInput;
import io.sluice.workflows.release.ReleaseResult;
import io.sluice.workflows.view.ViewUpdate;
import io.sluice.workflows.view.ViewUpdateInput;
import io.sluice.workflows.view.ViewUpdateResult;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Updates a view, releases it and puts the release online, and looks again for as long as something was published meanwhile:
 * a request that comes during a round is taken up by the next, however many come. A store that is away holds up no release.
 */
public final class ViewRefreshWorkflowImpl implements ViewRefreshWorkflow {
    private static final String REASON = "something was published into its sources";

    private final RunPage page = new RunPage(ViewRefresh.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final Turns turns = new Turns(page);
    private boolean asked;
    private boolean onlineDue;
    private boolean onlineRuns;
    private int rounds;
    private String outcome = "";
    private String release = "";
    private @Nullable TemporalFailure failure;
    private @Nullable TemporalFailure onlineFailure;

    public ViewRefreshWorkflowImpl() {
        new PlainDesk(page, "takes only the signal changed").register();
    }

    /** Whatever it carries: the lake says what is stale. */
    @Override
    public void changed(@Nullable RawValue change, @Nullable RawValue more) {
        asked = true;
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            ViewRefreshInput typed = InputReader.read(ViewRefresh.TYPE, ViewRefreshInput.class, input, more);
            ViewRefreshInput refresh =
                    new ViewRefreshInput(typed.view(), Requesters.of(typed.requestedBy()), typed.reason());
            String id = CanonicalIds.refresh(refresh.view());
            return Launcher.run(ViewRefresh.TYPE, id, refresh, page, () -> refresh(refresh));
        });
    }

    private ViewRefreshResult refresh(ViewRefreshInput input) {
        attributes.load();
        attributes.describe("refresh", null, input.view(), null);
        boolean online = ActivityCalls.light(FollowActivities.class, "how " + input.view() + " goes online")
                .materializesOnRelease(input.view());
        do {
            continueAsNewWhenLong(input);
            asked = false;
            round(input, online);
            Workflow.await(() -> asked || !onlineRuns);
        } while (asked);
        ended();
        attributes.state("DONE");
        page.phase(outcome, "");
        return new ViewRefreshResult(input.view(), outcome, release, rounds);
    }

    /** What it has started goes on, and its canonical ids keep the next run from starting it twice. */
    private void continueAsNewWhenLong(ViewRefreshInput input) {
        if (Workflow.getInfo().isContinueAsNewSuggested()) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Workflow.continueAsNew(input);
        }
    }

    private void ended() {
        if (failure != null) {
            throw failure;
        }
        if (onlineFailure != null) {
            throw onlineFailure;
        }
    }

    private void round(ViewRefreshInput input, boolean online) {
        rounds++;
        failure = null;
        release = "";
        try {
            outcome = released(input);
        } catch (TemporalFailure e) {
            if (Failures.isCanceled(e)) {
                throw e;
            }
            outcome = failed(e);
        }
        if (online && !release.isEmpty()) {
            putOnline(input);
        }
    }

    private String released(ViewRefreshInput input) {
        String view = input.view();
        ViewUpdateResult update = turns.take(
                ViewUpdate.TYPE,
                CanonicalIds.update(view),
                new ViewUpdateInput(view, null, null, by(input), reason(input)),
                ViewUpdateResult.class);
        page.done("updated: %s, %d change points".formatted(update.outcome(), update.changePoints()));
        if (update.outcome().equals("REJECTED")) {
            return update.outcome();
        }
        ReleaseResult result = turns.take(
                MergedViewPublish.TYPE,
                CanonicalIds.publish(view),
                new MergedViewPublishInput(view, by(input), reason(input)),
                ReleaseResult.class);
        release = result.release();
        page.done("%s %s".formatted(result.unchanged() ? "unchanged since" : "released", release));
        return result.unchanged() ? "UNCHANGED" : "RELEASED";
    }

    /** That something is not certified yet is how a view begins, and no failure. */
    private String failed(TemporalFailure e) {
        page.done(
                Failures.reason(e).map(ApplicationFailure::getOriginalMessage).orElse("a step was ended from outside"));
        if (Failures.is(e, FailureTypes.NOT_CERTIFIED)) {
            return "NOT_CERTIFIED";
        }
        failure = e;
        return "FAILED";
    }

    /** Beside the next rounds; a release that comes while values are written is taken up when they are. */
    private void putOnline(ViewRefreshInput input) {
        onlineDue = true;
        if (!onlineRuns) {
            onlineRuns = true;
            Async.procedure(this::online, input);
        }
    }

    private void online(ViewRefreshInput input) {
        try {
            while (onlineDue) {
                onlineDue = false;
                onlineFailure = null;
                turns.take(
                        OnlineMaterialization.TYPE,
                        CanonicalIds.online(input.view()),
                        new OnlineMaterializationInput(input.view(), "INCREMENTAL", null, by(input), reason(input)),
                        Object.class);
                page.done("online values follow the newest release");
            }
        } catch (TemporalFailure e) {
            onlineFailure = e;
        } finally {
            onlineRuns = false;
        }
    }

    /** Who asks is known, so that the view's gate may keep requesters from deciding themselves. */
    private static String by(ViewRefreshInput input) {
        return input.requestedBy() == null ? CanonicalIds.refresh(input.view()) : input.requestedBy();
    }

    private static String reason(ViewRefreshInput input) {
        return input.reason() == null ? REASON : input.reason();
    }
}
