package io.sluice.workers.bench;

import io.sluice.definitions.online.EntityKey;
import java.util.List;

/**
 * The state of a view by decision 043, for features that are all in the tiles of one hop size.
 *
 * @param entity bytes of the encoded entity
 * @param aggregates bytes of each feature's partial aggregate
 * @param hops of a window
 * @param gaps in the hops that hold rows, at most
 */
record StateFormula(int entity, List<Integer> aggregates, int hops, int gaps) {
    /** Of Kafka's form of a record: lengths, differences of time and offset, and a little of its batch. */
    private static final int RECORD = 24;

    /** What RocksDB's levels hold twice until they are compacted, and its own. */
    private static final double AMPLIFIED = 2;

    /** Count and sum of a double, whose sum is exact, over seven days of hours. */
    static StateFormula ofLiveClicks() {
        int entity = EntityKey.of(LiveClicks.plan().entity().keys(), List.of("user-000001"))
                .encoded()
                .length();
        return new StateFormula(entity, List.of(8, 12 + 4), 7 * 24, 1);
    }

    int header() {
        return 26
                + entity
                + aggregates.stream()
                        .mapToInt(aggregate -> 7 + 4 * gaps + aggregate)
                        .sum();
    }

    int tile() {
        return 12
                + entity
                + aggregates.stream().mapToInt(aggregate -> 1 + aggregate).sum();
    }

    int index() {
        return 9 + entity;
    }

    /** With a row in every hop. */
    long bytesPerKey() {
        return header() + (hops + 1L) * tile() + index();
    }

    /** What the files may take. */
    long mostOnDisk() {
        return Math.round(AMPLIFIED * bytesPerKey());
    }

    /** A header, the tile of the event and that which leaves, two writes to the index. */
    long mostChangelogPerEvent() {
        return header() + 2L * tile() + 2L * index() + 5L * RECORD;
    }
}
