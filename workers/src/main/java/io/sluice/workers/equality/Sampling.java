package io.sluice.workers.equality;

/**
 * Which entities of a partition are compared, and how much is kept of each: the number of rows is bounded whatever an entity has.
 *
 * @param entities how many
 * @param seed chooses which
 * @param rows of one entity, and events of one key of the log, that are kept; of what has more nothing is compared
 * @param bytes of updates of one entity that are kept, the newest ones
 */
record Sampling(int entities, long seed, int rows, long bytes) {
    private static final int ROWS = 500_000;
    private static final long BYTES = 64L << 20;

    /** Fewer entities may have more rows each. */
    static Sampling of(int entities, long seed) {
        return new Sampling(entities, seed, ROWS / entities, BYTES / entities);
    }
}
