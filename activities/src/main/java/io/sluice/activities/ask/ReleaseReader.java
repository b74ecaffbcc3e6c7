package io.sluice.activities.ask;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.release.Manifests;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.workflows.ask.ReleaseFacts;
import io.sluice.workflows.ask.TrainingFacts;
import java.util.List;

/** What releases and training sets were made of, by their manifests and the ledgers. */
final class ReleaseReader {
    private final Datasets datasets;

    ReleaseReader(Lake lake, SystemTables tables) {
        this.datasets = new Datasets(lake, tables);
    }

    ReleaseFacts facts(ReleaseRow row, Bound bound) {
        String manifest = row.manifest();
        List<String> definitions = Manifests.definitions(manifest).stream()
                .map(ref -> "%s/%s %s %s".formatted(ref.kind(), ref.name(), ref.version(), ref.fingerprint()))
                .toList();
        List<String> tables = Manifests.tables(manifest).entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .toList();
        return new ReleaseFacts(
                row.name(),
                row.view(),
                row.parent(),
                row.publishedBy(),
                row.reason(),
                row.at().toString(),
                row.certifiedFrom().toString(),
                row.certifiedThrough().toString(),
                Manifests.build(manifest),
                bound.of(definitions),
                bound.of(tables),
                datasets.of(Manifests.partitions(manifest), bound),
                bound.of(Manifests.offsets(manifest)),
                bound.of(Manifests.rejectedRanges(manifest)));
    }

    TrainingFacts facts(TrainingSetRow row, Published published, Bound bound) {
        return new TrainingFacts(
                row.trainingSet(),
                row.trainingTable() + "@" + row.snapshotId(),
                row.rows(),
                row.contentHash(),
                row.requestedBy(),
                row.at().toString(),
                bound.of(row.labels()),
                row.releases().stream()
                        .distinct()
                        .map(published::release)
                        .map(release -> facts(release, bound))
                        .toList());
    }
}
