package io.sluice.activities.online.materialize;

import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.activities.online.snapshot.Reading;
import io.sluice.workflows.online.MaterializationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What earlier materialisations may have left in a generation. */
final class Earlier {
    private Earlier() {}

    /** The live reading, and those that were begun and given up, leaving out the plan's own; without snapshots that are gone. */
    static List<Reading> readings(Pointer pointer, MaterializationPlan plan, Function<Target, Optional<Reading>> open) {
        List<Target> targets = new ArrayList<>();
        Pointer.Live live = pointer.live();
        if (live != null) {
            targets.add(live.target());
        }
        pointer.loading().stream()
                .filter(target -> !target.equals(Targets.of(plan)))
                .forEach(targets::add);
        return targets.stream()
                .filter(target -> target.generation() == plan.generation())
                .filter(Target::hasRelease)
                .map(open)
                .flatMap(Optional::stream)
                .toList();
    }
}
