package io.sluice.workflows.publish.follow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Which views follow a source, and asking them to. Light: task queue {@code sluice}. Safe to retry. */
@ActivityInterface
public interface FollowActivities {
    /**
     * Signals the {@code ViewRefresh} of each view that follows a source by itself, and starts those that do not run.
     *
     * @return the names of these views, sorted; asked twice, a view may look twice and finds nothing the second time
     */
    @ActivityMethod(name = "TellViews")
    List<String> tellViews(SourceChanged changed);

    /** Whether a release of this view goes online by itself; NotFound names the nearest view. */
    @ActivityMethod(name = "MaterializesOnRelease")
    boolean materializesOnRelease(String view);
}
