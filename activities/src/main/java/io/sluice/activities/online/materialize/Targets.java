package io.sluice.activities.online.materialize;

import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.workflows.online.MaterializationPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What pointers say about plans. */
public final class Targets {
    private Targets() {}

    public static Target of(MaterializationPlan plan) {
        return new Target(
                plan.generation(),
                plan.release(),
                plan.releaseNumber(),
                plan.table(),
                plan.snapshotId(),
                Instant.ofEpochMilli(plan.asOf()).toString());
    }

    /** The newest {@code most} with one more. */
    static List<Target> with(List<Target> targets, Target more, int most) {
        List<Target> all = new ArrayList<>(targets);
        all.add(more);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    static List<Target> without(List<Target> targets, long generation) {
        return targets.stream()
                .filter(target -> target.generation() != generation)
                .toList();
    }
}
