package io.sluice.workers.bench;

import io.sluice.definitions.online.EntityKey;
import java.util.List;

/**
 * The state of a view by decision 104, for features that are all in the tiles of one hop size.
 *
 * @param entity bytes of the encoded entity
 * @param aggregates bytes of each feature's partial aggregate
 * @param hops of a window
 * @param gaps in the hops that hold rows, at most
 */
record StateFormula(int entity, List<Integer> aggregates, int hops, int gaps) {
    /** Of Kafka's form of a record: lengths, differences of time and offset, and a little of its batch. */
    private static final int RECORD = 24;

    private static final int PARTS_PER_BLOCK = 48;

    /** What RocksDB's levels hold twice until they are compacted, and its own. */
    private static final double AMPLIFIED = 2;

    /** Count and sum of a double, whose sum is exact, both of small numbers, over seven days of hours. */
    static StateFormula ofLiveClicks() {
        int entity = EntityKey.of(LiveClicks.plan().entity().keys(), List.of("user-000001"))
                .encoded()
                .length();
        return new StateFormula(entity, List.of(2, 3 + 6), 7 * 24, 1);
    }

    int header() {
        return 26
                + entity
                + aggregates.stream()
                        .mapToInt(aggregate -> 7 + 4 * gaps + aggregate)
                        .sum()
                + 5
                + tile();
    }

    /** In the header, which has the newest, or in a block with two bytes more. */
    int tile() {
        return aggregates.stream().mapToInt(aggregate -> 1 + aggregate).sum();
    }

    private int tilesPerBlock() {
        return PARTS_PER_BLOCK / aggregates.size();
    }

    private int blocks(int tiles) {
        return (tiles + tilesPerBlock() - 1) / tilesPerBlock() * (12 + entity) + tiles * (2 + tile());
    }

    int index() {
        return 9 + entity;
    }

    /** With a row in every hop. */
    long bytesPerKey() {
        return header() + blocks(hops) + index();
    }

    /** What the files may take. */
    long mostOnDisk() {
        return Math.round(AMPLIFIED * bytesPerKey());
    }

    /** A header, the block that a tile joins, two writes to the index. */
    long mostChangelogPerEvent() {
        return header() + blocks(tilesPerBlock()) + 2L * index() + 4L * RECORD;
    }
}
