package io.sluice.workflows.testing;

import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.notice.NoticeActivities;
import java.util.ArrayList;
import java.util.List;

/** Keeps what people were told. */
public final class InMemoryNotices implements NoticeActivities {
    private final Faults faults;
    private final List<Notice> sent = new ArrayList<>();

    InMemoryNotices(Faults faults) {
        this.faults = faults;
    }

    /** Every notice that arrived, in order. */
    public synchronized List<Notice> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized void tell(Notice notice) {
        faults.hit("Notify");
        sent.add(notice);
    }
}
