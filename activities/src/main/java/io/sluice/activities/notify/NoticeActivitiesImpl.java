package io.sluice.activities.notify;

import io.sluice.activities.notify.NotDeliveredException.Retry;
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.notice.NoticeActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;

/** Sends a notice by every channel, and fails when one of them did not take it, so that it is tried again. */
public final class NoticeActivitiesImpl implements NoticeActivities {
    private static final String NOT_DELIVERED = "NotDelivered";

    private final List<Notifier> notifiers;

    public NoticeActivitiesImpl(List<Notifier> notifiers) {
        this.notifiers = List.copyOf(notifiers);
    }

    @Override
    public void tell(Notice notice) {
        List<String> failed = new ArrayList<>();
        boolean retry = false;
        for (Notifier notifier : notifiers) {
            try {
                notifier.send(notice);
            } catch (NotDeliveredException e) {
                failed.add(notifier.name() + ": " + e.getMessage());
                retry |= e.retry() == Retry.MAY_HELP;
            }
        }
        if (!failed.isEmpty()) {
            String sentence = String.join("; ", failed);
            throw retry
                    ? ApplicationFailure.newFailure(sentence, NOT_DELIVERED)
                    : ApplicationFailure.newNonRetryableFailure(sentence, NOT_DELIVERED);
        }
    }
}
