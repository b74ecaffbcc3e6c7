package io.sluice.workers.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.workers.equality.EntityHistory.Decided;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rows of an entity a comparison takes. */
final class EntityHistoryTest {
    private final EntityHistory history = new EntityHistory(8);

    @Test
    void aLateEventThatACorrectionBroughtBackCountsOnce() {
        take(0, Verdict.ACCEPTED, "k", "a", 10);
        take(1, Verdict.LATE, "k", "b", 5);
        take(2, Verdict.ADMIT, "k", "b", 5);
        assertThat(ids(history.counting(100))).containsExactly("a", "b");
        assertThat(ids(history.withLate(100))).containsExactly("a", "b");
    }

    @Test
    void everyLateEventIsMeasuredOnceWhateverItsKey() {
        take(0, Verdict.ACCEPTED, "k", "a", 10);
        take(1, Verdict.LATE, "k", "b", 5);
        take(2, Verdict.LATE, "k", "b", 5);
        take(3, Verdict.LATE, "k", "b", 6);
        take(4, Verdict.LATE, "other", "b", 5);
        take(5, Verdict.LATE, "k", "a", 10);
        assertThat(ids(history.counting(100))).containsExactly("a");
        assertThat(ids(history.withLate(100))).containsExactly("a", "b", "b", "b");
        assertThat(ids(history.withLate(5))).containsExactly("b", "b");
    }

    @Test
    void nothingIsKeptOfWhatHasTooMuch() {
        history.recall(row("h", 1));
        for (int offset = 0; offset < 7; offset++) {
            take(offset, Verdict.ACCEPTED, "k", "e" + offset, 10);
        }
        assertThat(history.isTooLarge()).isFalse();
        assertThat(history.counting(100)).hasSize(8);
        take(7, Verdict.ACCEPTED, "k", "e7", 10);
        take(8, Verdict.ACCEPTED, "k", "e8", 10);
        assertThat(history.isTooLarge()).isTrue();
        assertThat(history.counting(100)).isEmpty();
    }

    private static List<String> ids(List<SourceRow> rows) {
        return rows.stream().map(SourceRow::eventId).toList();
    }

    private void take(long offset, Verdict verdict, String key, String id, long time) {
        history.take(
                new Decided(offset, verdict, ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)), row(id, time)));
    }

    private static SourceRow row(String id, long time) {
        return new SourceRow(time, id, new boolean[] {true}, new Object[] {1});
    }
}
