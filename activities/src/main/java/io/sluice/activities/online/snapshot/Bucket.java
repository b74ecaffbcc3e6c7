package io.sluice.activities.online.snapshot;

/**
 * A share of the entities. One pass over the rows per bucket keeps the memory bounded however many entities there are.
 *
 * @param index from 0
 */
public record Bucket(int index, int count) {
    /** About 150 MB of last rows of a few features, twice where two snapshots are compared. */
    private static final long ROWS = 250_000;

    /** How many buckets so many rows need. */
    public static int count(long rows) {
        return Math.toIntExact(Math.max(1, (rows + ROWS - 1) / ROWS));
    }

    public boolean holds(String entity) {
        // the spread bits: entities that share a hash map bin must not share a bucket
        int hash = entity.hashCode() * 0x9E3779B9;
        return Integer.remainderUnsigned(hash >>> 7, count) == index;
    }
}
