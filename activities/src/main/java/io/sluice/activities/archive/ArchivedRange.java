package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

/**
 * Offsets of one partition of the log that are appended together.
 *
 * @param from the first offset, inclusive
 * @param after progress after the range; its {@link PartitionProgress#next} is the range's end, exclusive
 */
public record ArchivedRange(long from, PartitionProgress after) {
    public ArchivedRange {
        requireNonNull(after, "after is null");
        if (from < 0 || after.next() <= from) {
            throw new IllegalArgumentException("Invalid range of offsets: " + from + " to " + after.next());
        }
    }

    int partition() {
        return after.partition();
    }

    @Override
    public String toString() {
        return from + "-" + after.next();
    }
}
