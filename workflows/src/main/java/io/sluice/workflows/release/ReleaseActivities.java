package io.sluice.workflows.release;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Releases. Light: task queue {@code sluice}. */
@ActivityInterface
public interface ReleaseActivities {
    /**
     * Checks the preconditions, tags the snapshots, then appends the manifest as one row of {@code sluice.releases}: the row
     * is the release. Idempotent by run; NotCertified names what is missing and the command that mends it.
     */
    @ActivityMethod(name = "PublishRelease")
    ReleaseResult publishRelease(ReleaseRequest request);
}
