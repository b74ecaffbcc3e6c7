package io.sluice.activities.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Where a table keeps how far each partition of the log is archived (decision 059): in its properties, which no maintenance
 * touches; the summary of each append says which offsets it brought.
 */
final class ArchiveOffsets {
    private static final String PREFIX = "sluice.archive.";

    private ArchiveOffsets() {}

    /** Property: the first offset that is not archived. */
    static String next(int partition) {
        return PREFIX + partition + ".next";
    }

    /** Property: {@link PartitionProgress#text}. */
    static String progress(int partition) {
        return PREFIX + partition + ".progress";
    }

    /** Property: a person lets the archive go on here although records before it are lost. */
    static String skipTo(int partition) {
        return PREFIX + partition + ".skip-to";
    }

    /** Property: {@code <from>-<to>} of every range that was lost and whose loss a person accepted, separated by commas. */
    static String gaps(int partition) {
        return PREFIX + partition + ".gaps";
    }

    /**
     * What {@link #gaps} is to say when a range is appended; empty while nothing is lost.
     *
     * @param from the first offset of the range
     */
    static String gapsBefore(Table table, int partition, long from) {
        String before = table.properties().getOrDefault(gaps(partition), "");
        long next = Long.parseLong(table.properties().getOrDefault(next(partition), "0"));
        return from == next ? before : (before.isEmpty() ? "" : before + ",") + next + "-" + from;
    }

    /** The ends of the ranges that are lost: the first offsets that the archive has after each. */
    static List<Long> endsOfGaps(Table table, int partition) {
        String gaps = table.properties().getOrDefault(gaps(partition), "");
        return gaps.isEmpty()
                ? List.of()
                : Arrays.stream(gaps.split(","))
                        .map(gap -> Long.parseLong(gap.substring(gap.indexOf('-') + 1)))
                        .toList();
    }

    /** Summary: {@code <from>-<to>}, the offsets that a snapshot brought. */
    static String range(int partition) {
        return PREFIX + partition;
    }

    /**
     * How far a partition is archived; to be called on a table as it was loaded, not on one in a transaction.
     *
     * @throws BrokenArchiveException when that is no longer known for sure
     */
    static PartitionProgress read(Table table, int partition, int sourcePartitions) {
        return PartitionProgress.parse(
                partition,
                begin(table, partition),
                sourcePartitions,
                table.properties().getOrDefault(progress(partition), ""));
    }

    /** The offset at which the next range of a partition begins; to be asked like {@link #read}. */
    static long begin(Table table, int partition) {
        String next = table.properties().get(next(partition));
        @Nullable Long end = end(table, partition);
        if (next == null) {
            requireNothing(table, partition, end);
        } else if (end != null && end != Long.parseLong(next)) {
            throw new BrokenArchiveException(
                    ("Table %s was set back or changed by hand: its history ends at offset %d of log partition %d, and offsets up"
                                    + " to %s were archived; make the snapshot current that brought them, or drop the table to archive"
                                    + " anew what the topic still has")
                            .formatted(table.name(), end, partition, next));
        }
        long archived = next == null ? 0 : Long.parseLong(next);
        return Math.max(archived, Long.parseLong(table.properties().getOrDefault(skipTo(partition), "0")));
    }

    /** The end of the newest range that the history has; null when it has none any more, or none yet. */
    private static @Nullable Long end(Table table, int partition) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            String range = snapshot.summary().get(range(partition));
            if (range != null) {
                return Long.parseLong(range.substring(range.indexOf('-') + 1));
            }
        }
        return null;
    }

    /** A table that has records of a partition and does not say how many must not be given them again. */
    private static void requireNothing(Table table, int partition, @Nullable Long end) {
        if (end != null || hasRecords(table, partition)) {
            throw new BrokenArchiveException(
                    ("Table %s has records of log partition %d and no property %s, which says how many: set it to the first"
                                    + " offset that is not archived%s")
                            .formatted(table.name(), partition, next(partition), end == null ? "" : ", " + end));
        }
    }

    private static boolean hasRecords(Table table, int partition) {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table)
                .select(ArchiveColumns.LOG_PARTITION)
                .where(Expressions.equal(ArchiveColumns.LOG_PARTITION, partition))
                .build()) {
            return rows.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
