package io.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogNotifierTest extends NotifierContract {
    private final List<String> lines = new ArrayList<>();
    private final LogNotifier notifier = new LogNotifier(lines::add);

    @Override
    Notifier notifier() {
        return notifier;
    }

    @Override
    List<String> arrived() {
        return lines;
    }

    @Test
    void aLineSaysWhatAndWhere() {
        notifier.send(notice("k"));
        assertThat(lines).containsExactly(SENTENCE + "; see workflow gate/trusted.s/p/7/1");
    }
}
