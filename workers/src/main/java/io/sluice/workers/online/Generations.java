package io.sluice.workers.online;

import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.activities.online.reader.Pointer.Target;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which generations a sink writes: the live one and those that are being loaded, as far as they hold its version of the view. So
 * a generation that is built anew gets a stream's updates before readers turn to it.
 */
final class Generations {
    private Generations() {}

    static SortedSet<Long> of(Pointer pointer, String table) {
        SortedSet<Long> generations = new TreeSet<>();
        Live live = pointer.live();
        if (live != null) {
            add(live.target(), table, generations);
        }
        pointer.loading().forEach(target -> add(target, table, generations));
        return generations;
    }

    private static void add(Target target, String table, SortedSet<Long> generations) {
        if (target.table().equals(table)) {
            generations.add(target.generation());
        }
    }
}
