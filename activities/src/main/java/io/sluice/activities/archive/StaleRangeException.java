package io.sluice.activities.archive;

/** Another writer has archived offsets of this range: drop what was read and go on where the table says. */
public final class StaleRangeException extends RuntimeException {
    StaleRangeException(String table, int partition, long from, long next) {
        super(
                ("Range of partition %d that begins at offset %d cannot be appended to %s: it is archived up to offset %d, by"
                                + " another writer")
                        .formatted(partition, from, table, next));
    }
}
