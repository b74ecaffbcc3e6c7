package io.sluice.activities.notify.testing;

import io.sluice.activities.notify.Notifier;
import io.sluice.activities.notify.SentKeys;
import io.sluice.workflows.notice.Notice;
import java.util.ArrayList;
import java.util.List;

/** Keeps notices. */
public final class InMemoryNotifier implements Notifier {
    private final SentKeys sent = new SentKeys();
    private final List<Notice> notices = new ArrayList<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized void send(Notice notice) {
        sent.once(notice.key(), () -> notices.add(notice));
    }

    /** What was sent, in order. */
    public synchronized List<Notice> notices() {
        return List.copyOf(notices);
    }
}
