package io.sluice.activities.notify;

import io.sluice.workflows.notice.Notice;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a notice as one line of the worker's log. */
public final class LogNotifier implements Notifier {
    private static final Logger log = LoggerFactory.getLogger(LogNotifier.class);

    private final Consumer<String> lines;
    private final SentKeys sent = new SentKeys();

    public LogNotifier() {
        this(log::warn);
    }

    LogNotifier(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void send(Notice notice) {
        sent.once(
                notice.key(), () -> lines.accept("%s; see workflow %s".formatted(notice.sentence(), notice.gateId())));
    }
}
