package io.sluice.activities.online.materialize;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slots that only sinks of streams write: a generation may replace another one only when they are as far in it. Source:
 * contract §6, "a rebuild".
 */
final class StreamSlots {
    static final String BEHIND = "OnlineSinkBehind";
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private StreamSlots() {}

    /** Throws what is tried again while a stream that feeds the live generation has not caught up in the next one. */
    static void requireReplayed(OnlineStore store, ReleasedView release, long generation, @Nullable Live live) {
        if (live == null || live.target().generation() == generation) {
            return;
        }
        Map<String, String> now = store.marks(release.view(), live.target().generation());
        Map<String, String> next = store.marks(release.view(), generation);
        List<String> behind = release.plan().sources().stream()
                .map(SourcePlan::source)
                .filter(source -> source.stream() != null)
                .map(source -> source.name())
                .filter(slot -> StreamMarks.has(now, slot) && !StreamMarks.isReplayed(next, slot))
                .toList();
        if (!behind.isEmpty()) {
            throw ApplicationFailure.newBuilder()
                    .setMessage(
                            "Generation %d of view %s waits for the online sink of %s to write what it has written to generation %d: see that workflow stream/%s runs"
                                    .formatted(
                                            generation,
                                            release.view(),
                                            String.join(", ", behind),
                                            live.target().generation(),
                                            behind.get(0)))
                    .setType(BEHIND)
                    .setNextRetryDelay(AGAIN)
                    .build();
        }
    }
}
