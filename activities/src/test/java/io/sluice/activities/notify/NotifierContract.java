package io.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.notice.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every notifier promises. */
abstract class NotifierContract {
    static final String SENTENCE = "Gate g of trusted.s p, attempt 1, is blocked and waits for a decision";

    static Notice notice(String key) {
        return new Notice(
                key,
                "OPENED",
                "gate/trusted.s/p/7/1",
                "g",
                "trusted.s",
                "p",
                "7",
                1,
                "AWAITING_DECISION",
                List.of("price (error)"),
                "file:/report.html",
                "",
                List.of("temporal workflow signal --name approve"),
                1_000L);
    }

    abstract Notifier notifier();

    /** Everything that arrived, in order, as text. */
    abstract List<String> arrived();

    @Test
    void whatIsSentArrivesOnce() {
        Notifier notifier = notifier();
        notifier.send(notice("one"));
        notifier.send(notice("two"));
        notifier.send(notice("one"));
        assertThat(arrived()).hasSize(2).allMatch(text -> text.contains("gate/trusted.s/p/7/1"));
    }
}
