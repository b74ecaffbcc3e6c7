package io.sluice.activities.ask;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.release.Manifests;
import io.sluice.activities.release.ReleasedPartition;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.ask.ReleaseDifferences;
import io.sluice.workflows.ask.ReleaseDifferences.DatasetDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between two releases, by their manifests and the ledger. */
final class Differences {
    private static final String NONE = "–";

    private final SystemTables tables;

    Differences(SystemTables tables) {
        this.tables = tables;
    }

    static ReleaseDifferences shown(ReleaseDifferences all, Bound bound) {
        return new ReleaseDifferences(
                all.release(),
                all.other(),
                bound.of(all.definitions()),
                bound.of(all.tables()),
                all.datasets().stream()
                        .map(dataset -> new DatasetDifference(
                                dataset.dataset(),
                                dataset.rowsBefore(),
                                dataset.rowsAfter(),
                                bound.of(dataset.added()),
                                bound.of(dataset.removed()),
                                bound.of(dataset.changed())))
                        .toList());
    }

    /** Everything; {@link #shown} is what fits into an answer. */
    ReleaseDifferences between(ReleaseRow older, ReleaseRow newer) {
        return new ReleaseDifferences(
                older.name(),
                newer.name(),
                changes(definitions(older), definitions(newer)),
                changes(snapshots(older), snapshots(newer)),
                datasets(older, newer));
    }

    /** {@code name: before → after} where the two differ. */
    private static List<String> changes(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !before.getOrDefault(name, NONE).equals(after.getOrDefault(name, NONE)))
                .map(name ->
                        "%s: %s → %s".formatted(name, before.getOrDefault(name, NONE), after.getOrDefault(name, NONE)))
                .toList();
    }

    private static Map<String, String> definitions(ReleaseRow row) {
        return Manifests.definitions(row.manifest()).stream()
                .collect(Collectors.toMap(
                        ref -> ref.kind() + "/" + ref.name(), ref -> ref.version(), (one, other) -> one, TreeMap::new));
    }

    private static Map<String, String> snapshots(ReleaseRow row) {
        Map<String, String> snapshots = new TreeMap<>();
        Manifests.tables(row.manifest()).forEach((table, snapshot) -> snapshots.put(table, String.valueOf(snapshot)));
        return snapshots;
    }

    private List<DatasetDifference> datasets(ReleaseRow older, ReleaseRow newer) {
        Map<String, List<ReleasedPartition>> before = byDataset(older);
        Map<String, List<ReleasedPartition>> after = byDataset(newer);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name ->
                        difference(name, before.getOrDefault(name, List.of()), after.getOrDefault(name, List.of())))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static Map<String, List<ReleasedPartition>> byDataset(ReleaseRow row) {
        return Manifests.partitions(row.manifest()).stream().collect(Collectors.groupingBy(ReleasedPartition::dataset));
    }

    private @Nullable DatasetDifference difference(
            String dataset, List<ReleasedPartition> before, List<ReleasedPartition> after) {
        Map<String, PartitionRow> old = rows(dataset, before);
        Map<String, PartitionRow> now = rows(dataset, after);
        TreeSet<String> both = new TreeSet<>(old.keySet());
        both.retainAll(now.keySet());
        List<String> changed = both.stream()
                .filter(label -> !snapshot(old, label).equals(snapshot(now, label)))
                .map(label -> "%s: %d → %d rows".formatted(label, count(old, label), count(now, label)))
                .toList();
        List<String> added = without(now, old);
        List<String> removed = without(old, now);
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty()
                ? null
                : new DatasetDifference(dataset, sum(old), sum(now), added, removed, changed);
    }

    private Map<String, PartitionRow> rows(String dataset, List<ReleasedPartition> released) {
        Map<String, PartitionRow> rows = new TreeMap<>();
        Datasets.rows(tables, dataset, released).forEach(row -> rows.put(row.partition(), row));
        return rows;
    }

    private static List<String> without(Map<String, PartitionRow> rows, Map<String, PartitionRow> others) {
        List<String> labels = new ArrayList<>(rows.keySet());
        labels.removeAll(others.keySet());
        return labels;
    }

    private static String snapshot(Map<String, PartitionRow> rows, String label) {
        return requireNonNull(rows.get(label)).publishedSnapshotId();
    }

    private static long count(Map<String, PartitionRow> rows, String label) {
        return requireNonNull(rows.get(label)).rows();
    }

    private static long sum(Map<String, PartitionRow> rows) {
        return rows.values().stream().mapToLong(PartitionRow::rows).sum();
    }
}
