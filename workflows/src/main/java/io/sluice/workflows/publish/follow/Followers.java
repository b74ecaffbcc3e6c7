package io.sluice.workflows.publish.follow;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Tells the views of a source that something was published into it. What is published is published, whatever comes of this. */
public final class Followers {
    /** A publication does not wait for a server or lake that is away; the next one tells them again. */
    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder(ActivityCalls.LIGHT)
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setSummary("tell the views")
            .build();

    private Followers() {}

    /** Never fails; says on the page which views follow, or what to type when they could not be told. */
    public static void tell(SourceChanged changed, RunPage page) {
        Workflow.newDetachedCancellationScope(() -> told(changed, page)).run();
    }

    private static void told(SourceChanged changed, RunPage page) {
        try {
            List<String> views =
                    Workflow.newActivityStub(FollowActivities.class, OPTIONS).tellViews(changed);
            if (!views.isEmpty()) {
                page.done("these views follow by themselves: " + String.join(", ", views));
            }
        } catch (ActivityFailure e) {
            page.done(
                    "the views of %s could not be told: the next publication tells them, or start ViewRefresh with {\"view\":\"…\"}"
                            .formatted(changed.source()));
        }
    }
}
