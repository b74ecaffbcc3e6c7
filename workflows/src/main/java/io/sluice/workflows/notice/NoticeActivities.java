package io.sluice.workflows.notice;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Telling people. Light: task queue {@code sluice}. */
@ActivityInterface
public interface NoticeActivities {
    /** Sends a notice by every channel that is configured; idempotent by its key as far as the channel allows. */
    @ActivityMethod(name = "Notify")
    void tell(Notice notice);
}
