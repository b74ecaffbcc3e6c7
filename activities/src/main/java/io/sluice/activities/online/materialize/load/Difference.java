package io.sluice.activities.online.materialize.load;

import io.sluice.activities.online.snapshot.Bucket;
import io.sluice.activities.online.snapshot.Reading;
import io.sluice.activities.online.snapshot.Span;
import io.sluice.activities.online.snapshot.ViewTable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has to happen to the entities of one bucket.
 *
 * @param write entities whose values are written
 * @param keep entities whose values are there as they are
 * @param ended entities that may be there and have no value now
 */
record Difference(Map<String, ViewTable.Row> write, Map<String, ViewTable.Row> keep, Set<String> ended) {
    /** Compares what is to be with what may be there, reading no more days than that takes. */
    static Difference of(Work work, Bucket bucket, Runnable alive) {
        if (!work.writesAll() && work.ttl() == null) {
            Reading before = work.before().get(0);
            Difference recent = Span.firstDifference(before, work.now())
                    .map(day -> between(work, day, day, bucket, alive))
                    .orElse(null);
            // an entity without a row among the recent days now has its last row before them
            if (recent != null && recent.ended().isEmpty()) {
                return recent;
            }
        }
        return whole(work, bucket, alive);
    }

    private static Difference whole(Work work, Bucket bucket, Runnable alive) {
        if (work.before().size() == 1) {
            LocalDate first = work.before().get(0).firstDay();
            return between(work, first, work.now().firstDay(), bucket, alive);
        }
        Map<String, ViewTable.Row> now =
                work.now().lastRows(work.now().firstDay(), bucket, work.slots()::entity, alive);
        Set<String> ended = new HashSet<>();
        for (Reading before : work.before()) {
            ended.addAll(before.lastRows(before.firstDay(), bucket, work.slots()::entity, alive)
                    .keySet());
        }
        ended.removeAll(now.keySet());
        return new Difference(now, Map.of(), ended);
    }

    private static Difference between(Work work, LocalDate oldFrom, LocalDate newFrom, Bucket bucket, Runnable alive) {
        SlotRows slots = work.slots();
        Map<String, ViewTable.Row> old = work.before().get(0).lastRows(oldFrom, bucket, slots::entity, alive);
        Map<String, ViewTable.Row> now = work.now().lastRows(newFrom, bucket, slots::entity, alive);
        Map<String, ViewTable.Row> write = new HashMap<>();
        Map<String, ViewTable.Row> keep = new HashMap<>();
        now.forEach((entity, row) -> {
            ViewTable.Row known = old.remove(entity);
            boolean there = !work.writesAll() && known != null && slots.equal(known.point(), row.point());
            (there ? keep : write).put(entity, row);
        });
        return new Difference(write, keep, old.keySet());
    }
}
