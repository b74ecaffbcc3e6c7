package io.sluice.workflows.lane.part;

import io.sluice.workflows.stream.CheckpointReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes a lane from its front: what accepts at once, and each later stage when those before it have closed and it has reported
 * since then that it has caught up.
 */
public final class Drain {
    private final CheckpointBook book;
    private final Map<Integer, Long> since = new LinkedHashMap<>();

    public Drain(CheckpointBook book) {
        this.book = book;
    }

    /** Whether an instance has nothing more to do. */
    public boolean isDry(Instance instance, List<Instance> all, long now) {
        int stage = instance.role().stage();
        boolean upstream =
                all.stream().filter(one -> one.role().stage() < stage).allMatch(Instance::isOver);
        if (!upstream) {
            return false;
        }
        if (stage == 0) {
            return true;
        }
        long closed = since.computeIfAbsent(stage, first -> now);
        @Nullable CheckpointReport report = book.of(instance.id());
        return report != null && report.at() >= closed && report.lag() == 0;
    }
}
