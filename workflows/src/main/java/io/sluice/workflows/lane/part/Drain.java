package io.sluice.workflows.lane.part;

import io.sluice.workflows.stream.CheckpointReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Closes a lane from its front: what accepts at once, and each later stage when those before it have closed and it has reported
 * since then that it has caught up. An instance makes a report when the one before it has arrived, so that the second one that
 * arrives from now on was made from now on, whatever its clock says.
 */
public final class Drain {
    private static final int REPORTS = 2;

    private final CheckpointBook book;
    private final Map<String, Integer> before = new LinkedHashMap<>();

    public Drain(CheckpointBook book) {
        this.book = book;
    }

    /** Whether an instance has nothing more to do. */
    public boolean isDry(Instance instance, List<Instance> all) {
        int stage = instance.role().stage();
        boolean upstream =
                all.stream().filter(one -> one.role().stage() < stage).allMatch(Instance::isOver);
        if (!upstream) {
            return false;
        }
        if (stage == 0) {
            return true;
        }
        int received = book.received(instance.id());
        int fresh = received - before.computeIfAbsent(instance.id(), first -> received);
        @Nullable CheckpointReport report = book.of(instance.id());
        return report != null
                && fresh >= REPORTS
                && report.lag() == 0
                && (hasPartitions(instance)
                        || all.stream().anyMatch(one -> isBeside(one, instance) && hasPartitions(one)));
    }

    /** One that has none beside one that has some has nothing to do; where nobody has any, they are being given out just now. */
    private boolean hasPartitions(Instance instance) {
        @Nullable CheckpointReport report = book.of(instance.id());
        return report != null && report.partitionsInAll() > 0;
    }

    /** Whether both share the partitions of one app. */
    private static boolean isBeside(Instance one, Instance other) {
        return one.role() == other.role()
                && Objects.equals(one.input().view(), other.input().view())
                && Objects.equals(one.input().version(), other.input().version());
    }
}
