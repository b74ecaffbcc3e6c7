package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.model.Source;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code events.<source>}: every record of the log, each once, in ranges of offsets without gaps.
 *
 * <p>An append and the offsets that it reaches are one commit, and the commit holds only if its ranges begin where the table
 * ends. So of several writers, paused ones among them, one succeeds and the others are refused, whoever believes to own a
 * partition. Safe for several threads and processes; compaction and expiry may go on beside it.
 */
public final class Archive {
    /** Commits of other partitions are joined within one; what makes another necessary is maintenance at the same time. */
    private static final int COMMITS = 10;

    private final Lake lake;
    private final Source source;

    public Archive(Lake lake, Source source) {
        this.lake = requireNonNull(lake, "lake is null");
        this.source = requireNonNull(source, "source is null");
    }

    /** New files for the table, which is created when it is not there. */
    public ArchiveFiles newFiles() {
        return lake.attempt(() -> {
            Table table = table();
            return new ArchiveFiles(table, new ArchiveRows(source, table.schema()));
        });
    }

    /**
     * How far partitions of the log are archived.
     *
     * @param sourcePartitions that feed the log
     * @throws BrokenArchiveException when that is no longer known for sure
     */
    public Map<Integer, PartitionProgress> progress(Collection<Integer> partitions, int sourcePartitions) {
        return lake.attempt(() -> {
            Table table = table();
            Map<Integer, PartitionProgress> progress = new LinkedHashMap<>();
            for (int partition : partitions) {
                progress.put(partition, ArchiveOffsets.read(table, partition, sourcePartitions));
            }
            return progress;
        });
    }

    /**
     * Appends the files and moves the offsets, in one commit.
     *
     * @param ranges all records of these, and no others, are in the files; of one partition at most one
     * @throws StaleRangeException when a range does not begin where the table ends; nothing was appended then, nor ever will be
     */
    public void append(ArchiveFiles files, List<ArchivedRange> ranges) {
        FailPoints.hit("archive.before-complete");
        List<DataFile> complete = lake.attempt(files::complete);
        FailPoints.hit("archive.before-append");
        lake.attempt(() -> {
            for (int commit = 1; !commit(complete, ranges, commit == COMMITS); commit++) {
                // The table is looked at again.
            }
            return ranges;
        });
        FailPoints.hit("archive.after-append");
    }

    private boolean commit(List<DataFile> files, List<ArchivedRange> ranges, boolean last) {
        Table table = table();
        ranges.forEach(range -> requireNext(table, range));
        @Nullable Snapshot base = table.currentSnapshot();
        try {
            transaction(table, base, files, ranges).commitTransaction();
            return true;
        } catch (ValidationException moved) {
            // The history since the table was loaded has another append of these partitions, or cannot be seen any
            // more.
            if (last) {
                throw moved;
            }
            return false;
        }
    }

    private static void requireNext(Table table, ArchivedRange range) {
        long next = ArchiveOffsets.begin(table, range.partition());
        if (next != range.from()) {
            throw new StaleRangeException(table.name(), range.partition(), range.from(), next);
        }
    }

    private static Transaction transaction(
            Table table, @Nullable Snapshot base, List<DataFile> files, List<ArchivedRange> ranges) {
        Transaction transaction = table.newTransaction();
        AppendFiles append = transaction.newAppend().validateWith(ancestors -> isUntouched(ancestors, base, ranges));
        files.forEach(append::appendFile);
        ranges.forEach(range -> append.set(ArchiveOffsets.range(range.partition()), range.toString()));
        append.commit();
        UpdateProperties offsets = transaction.updateProperties();
        for (ArchivedRange range : ranges) {
            offsets.set(
                            ArchiveOffsets.next(range.partition()),
                            String.valueOf(range.after().next()))
                    .set(
                            ArchiveOffsets.progress(range.partition()),
                            range.after().text())
                    .remove(ArchiveOffsets.skipTo(range.partition()));
            String gaps = ArchiveOffsets.gapsBefore(table, range.partition(), range.from());
            if (!gaps.isEmpty()) {
                offsets.set(ArchiveOffsets.gaps(range.partition()), gaps);
            }
        }
        offsets.commit();
        return transaction;
    }

    /**
     * Whether nobody has archived these partitions since the table was loaded. An append by itself accepts whatever others have
     * appended meanwhile: this is asked again on every new base that the commit is tried on. A base that the history no longer
     * shows may hide an append, so it does not count as untouched.
     */
    private static boolean isUntouched(
            Iterable<Snapshot> ancestors, @Nullable Snapshot base, List<ArchivedRange> ranges) {
        for (Snapshot ancestor : ancestors) {
            if (base != null && ancestor.snapshotId() == base.snapshotId()) {
                return true;
            }
            if (ranges.stream()
                    .anyMatch(range -> ancestor.summary().containsKey(ArchiveOffsets.range(range.partition())))) {
                return false;
            }
        }
        return base == null;
    }

    private Table table() {
        return lake.loadOrCreate(ArchiveLayout.of(source));
    }
}
