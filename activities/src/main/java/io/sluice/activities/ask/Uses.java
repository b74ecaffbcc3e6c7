package io.sluice.activities.ask;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.release.Manifests;
import io.sluice.activities.release.ReleasedPartition;
import io.sluice.activities.table.ModelRow;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.ask.PartitionUses;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;

/** Where a partition of a source went: releases, training sets, models. */
final class Uses {
    private final SystemTables tables;

    Uses(SystemTables tables) {
        this.tables = tables;
    }

    /** Everything; {@link #shown} is what fits into an answer. */
    PartitionUses of(String source, String partition) {
        String dataset = TableNames.trusted(source).toString();
        List<PartitionRow> versions = versions(source, partition, dataset);
        Map<String, String> releases = releases(dataset, partition);
        List<TrainingSetRow> trained = tables.trainingSets().scan().stream()
                .filter(row -> row.releases().stream().anyMatch(releases::containsKey))
                .sorted(Comparator.comparing(TrainingSetRow::at))
                .toList();
        Set<String> sets = trained.stream().map(TrainingSetRow::trainingSet).collect(Collectors.toSet());
        return new PartitionUses(
                source,
                partition,
                versions.stream()
                        .map(row -> "%s@%s, %d rows, %s"
                                .formatted(dataset, row.publishedSnapshotId(), row.rows(), row.at()))
                        .toList(),
                releases.entrySet().stream()
                        .map(entry -> entry.getKey() + " @" + entry.getValue())
                        .toList(),
                trained.stream().map(TrainingSetRow::trainingSet).toList(),
                tables.models().scan().stream()
                        .filter(row -> sets.contains(row.trainingSet()))
                        .sorted(Comparator.comparing(ModelRow::at))
                        .map(row -> row.model() + " " + row.version())
                        .toList());
    }

    static PartitionUses shown(PartitionUses all, Bound bound) {
        return new PartitionUses(
                all.source(),
                all.partition(),
                bound.of(all.versions()),
                bound.of(all.releases()),
                bound.of(all.trainingSets()),
                bound.of(all.models()));
    }

    private List<PartitionRow> versions(String source, String partition, String dataset) {
        List<PartitionRow> published = tables.partitions().scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .toList();
        List<PartitionRow> versions = published.stream()
                .filter(row -> row.partition().equals(partition))
                .sorted(Comparator.comparing(PartitionRow::sequence))
                .toList();
        if (versions.isEmpty()) {
            List<String> known =
                    published.stream().map(PartitionRow::partition).distinct().toList();
            throw ApplicationFailure.newNonRetryableFailure(
                    "No partition %s of source %s was ever published%s"
                            .formatted(partition, source, Nearest.hint(partition, known)),
                    FailureTypes.NOT_FOUND);
        }
        return versions;
    }

    /** Release to snapshot, oldest first. */
    private Map<String, String> releases(String dataset, String partition) {
        Map<String, String> releases = new LinkedHashMap<>();
        tables.releases().scan().stream()
                .sorted(Comparator.comparing(ReleaseRow::at))
                .forEach(release -> Manifests.partitions(release.manifest()).stream()
                        .filter(one ->
                                one.dataset().equals(dataset) && one.partition().equals(partition))
                        .map(ReleasedPartition::snapshotId)
                        .forEach(snapshot -> releases.put(release.name(), snapshot)));
        return releases;
    }
}
