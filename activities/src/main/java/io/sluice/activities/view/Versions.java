package io.sluice.activities.view;

import io.sluice.activities.release.certified.DoubtfulDay;
import io.sluice.activities.release.certified.LedgerView;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.view.engine.TrustedSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * At which snapshots of a trusted table the partitions that days were computed from can be read. Days that were computed one
 * after the other each name another snapshot, but most partitions are the same in all of them.
 */
final class Versions {
    /** The content of a partition: the sequence number under which it was published; -1 for none. */
    private record Version(String partition, long sequence) {}

    private final Table table;
    private final Map<String, List<Long>> publications = new HashMap<>();

    Versions(LedgerView ledger, TrustedSnapshot trusted) {
        this.table = trusted.table();
        for (PartitionRow row : ledger.published(trusted.name())) {
            publications
                    .computeIfAbsent(row.partition(), partition -> new ArrayList<>())
                    .add(row.sequence());
        }
    }

    /**
     * By snapshot, the partitions that are read there; under empty those without rows then. Every content of a partition that
     * one of the days was computed from is among them once, at the last snapshot that has it.
     */
    Map<Optional<Long>, List<String>> of(String source, List<DoubtfulDay> days) {
        Map<Version, Snapshot> last = new LinkedHashMap<>();
        Map<Optional<Long>, List<String>> bySnapshot = new LinkedHashMap<>();
        List<Version> absent = new ArrayList<>();
        for (DoubtfulDay day : days) {
            Long id = day.inputs().get(source);
            Snapshot snapshot = id == null ? null : table.snapshot(id);
            for (String partition : day.partitions().getOrDefault(source, List.of())) {
                Version version = new Version(partition, snapshot == null ? -1 : sequence(partition, snapshot));
                if (snapshot == null || version.sequence < 0) {
                    absent.add(new Version(partition, -1));
                } else {
                    last.merge(
                            version,
                            snapshot,
                            (one, other) -> one.sequenceNumber() >= other.sequenceNumber() ? one : other);
                }
            }
        }
        last.forEach((version, snapshot) -> bySnapshot
                .computeIfAbsent(Optional.of(snapshot.snapshotId()), any -> new ArrayList<>())
                .add(version.partition));
        if (!absent.isEmpty()) {
            bySnapshot.put(
                    Optional.empty(),
                    absent.stream().map(Version::partition).distinct().toList());
        }
        return bySnapshot;
    }

    private long sequence(String partition, Snapshot snapshot) {
        return publications.getOrDefault(partition, List.of()).stream()
                .mapToLong(Long::longValue)
                .filter(sequence -> sequence <= snapshot.sequenceNumber())
                .max()
                .orElse(-1);
    }
}
