package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchiveFiles;
import io.sluice.activities.archive.ArchivedRange;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.PartitionProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** What was read of the partitions of this sink and is not appended yet. Not thread-safe. */
final class PendingRanges {
    private final Archive archive;
    private final int sourcePartitions;

    /** By partition: how far the table is, and how far that will be with what was read. */
    private final Map<Integer, PartitionProgress> archived = new LinkedHashMap<>();

    private final Map<Integer, PartitionProgress> read = new LinkedHashMap<>();
    private @Nullable ArchiveFiles files;
    private long rows;
    private long since;

    PendingRanges(Archive archive, int sourcePartitions) {
        this.archive = archive;
        this.sourcePartitions = sourcePartitions;
    }

    /** Forgets what was read and begins where the table ends, for exactly these partitions. */
    void begin(Collection<Integer> partitions) {
        if (files != null) {
            files.discard();
        }
        forget();
        archived.clear();
        archived.putAll(archive.progress(partitions, sourcePartitions));
        archived.forEach((partition, progress) -> read.put(partition, progress.copy()));
    }

    private void forget() {
        files = null;
        rows = 0;
        read.clear();
    }

    /** Adds the next record of its partition. */
    void add(ArchivedRecord record) {
        if (files == null) {
            files = archive.newFiles();
            since = System.nanoTime();
        }
        files.write(record);
        of(record.partition()).observe(record.record());
        rows++;
    }

    private PartitionProgress of(int partition) {
        return requireNonNull(read.get(partition), "progress is null");
    }

    /**
     * Appends what was read.
     *
     * @param positions the offset up to which each partition was read, what is no record included
     * @throws io.sluice.activities.archive.StaleRangeException when another writer did; then {@link #begin} is next
     */
    void append(IntToLongFunction positions) {
        if (files == null) {
            return;
        }
        List<ArchivedRange> ranges = new ArrayList<>();
        for (PartitionProgress progress : read.values()) {
            long from = progress.next();
            long to = positions.applyAsLong(progress.partition());
            if (to > from) {
                progress.reach(to);
                ranges.add(new ArchivedRange(from, progress));
            }
        }
        ArchiveFiles written = files;
        // Whatever becomes of the append, nobody but the table knows: the files are no longer ours to remove.
        files = null;
        archive.append(written, ranges);
        rows = 0;
        archived.clear();
        read.forEach((partition, progress) -> archived.put(partition, progress.copy()));
    }

    boolean isEmpty() {
        return files == null;
    }

    boolean isDue(LakeSinkSettings settings) {
        return files != null
                && (rows >= settings.rows()
                        || System.nanoTime() - since >= settings.every().toNanos());
    }

    /** How far the table is, by partition. */
    Collection<PartitionProgress> archived() {
        return archived.values();
    }
}
