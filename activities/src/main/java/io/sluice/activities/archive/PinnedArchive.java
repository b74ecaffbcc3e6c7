package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * One state of {@code events.<source>}: a snapshot, and how far each partition of the log is in exactly that snapshot. Both come
 * from one version of the table's metadata, and an append moves both in one commit.
 *
 * @param snapshotId null for a table without rows
 * @param progress by partition of the log
 * @param gaps by partition of the log that has lost records, the first offset after each loss that a person accepted
 */
public record PinnedArchive(
        @Nullable Long snapshotId, Map<Integer, PartitionProgress> progress, Map<Integer, List<Long>> gaps) {
    public PinnedArchive {
        progress = Collections.unmodifiableMap(new TreeMap<>(progress));
        gaps = Collections.unmodifiableMap(new TreeMap<>(gaps));
    }

    /**
     * The archive of a source as it is now; without a table nothing of it is archived.
     *
     * @throws BrokenArchiveException when how far it is is no longer known for sure
     */
    public static PinnedArchive of(Lake lake, String source, int logPartitions, int sourcePartitions) {
        requireNonNull(source, "source is null");
        return lake.attempt(() -> {
            @Nullable Table table = lake.find(TableNames.events(source)).orElse(null);
            Map<Integer, PartitionProgress> progress = new TreeMap<>();
            Map<Integer, List<Long>> gaps = new TreeMap<>();
            for (int partition = 0; partition < logPartitions; partition++) {
                progress.put(
                        partition,
                        table == null
                                ? PartitionProgress.fresh(partition, 0, sourcePartitions)
                                : ArchiveOffsets.read(table, partition, sourcePartitions));
                List<Long> lost = table == null ? List.of() : ArchiveOffsets.endsOfGaps(table, partition);
                if (!lost.isEmpty()) {
                    gaps.put(partition, lost);
                }
            }
            @Nullable Snapshot current = table == null ? null : table.currentSnapshot();
            return new PinnedArchive(current == null ? null : current.snapshotId(), progress, gaps);
        });
    }

    /**
     * The least watermark of all partitions of the log, epoch milliseconds; {@link
     * io.sluice.definitions.accept.Stamp#NOTHING} while a source partition has not been heard of in one of them.
     */
    public long watermark() {
        return progress.values().stream()
                .mapToLong(PartitionProgress::watermark)
                .min()
                .orElseThrow();
    }
}
