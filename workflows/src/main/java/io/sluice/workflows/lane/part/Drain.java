package io.sluice.workflows.lane.part;

import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamRole;
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

    /**
     * Whether an instance has nothing more to do.
     *
     * @param epoch the incarnation that is drained
     */
    public boolean isDry(Instance instance, List<Instance> all, long epoch) {
        int stage = instance.role().stage();
        boolean upstream =
                all.stream().filter(one -> one.role().stage() < stage).allMatch(Instance::isOver);
        if (!upstream) {
            return false;
        }
        if (stage == 0) {
            return true;
        }
        if (waitsInVain(instance, all, epoch)) {
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

    /** Further processes of a view wait for the state that the first one loads (decision 092), and nobody loads it where that failed. */
    private boolean waitsInVain(Instance instance, List<Instance> all, long epoch) {
        return instance.role() == StreamRole.VIEW
                && instance.input().number() > 1
                && book.of(instance.id(), epoch).isEmpty()
                && all.stream()
                        .anyMatch(one -> one.state() == Instance.State.FAILED
                                && one.input().number() == 1
                                && isBeside(one, instance));
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
