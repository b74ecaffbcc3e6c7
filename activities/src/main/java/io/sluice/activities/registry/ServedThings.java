package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.release.Manifests;
import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.registry.Served;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads from the lake what was made of registered definitions. */
final class ServedThings {
    private final SystemTables tables;
    private final CertifiedRuns runs;

    ServedThings(SystemTables tables, CertifiedRuns runs) {
        this.tables = requireNonNull(tables, "tables is null");
        this.runs = requireNonNull(runs, "runs is null");
    }

    /** Nothing where nothing is registered. */
    Served facts(@Nullable Project registered) {
        return registered == null ? Served.nothing() : new Served(releases(), certified(registered), trainingSets());
    }

    private Map<String, Served.Release> releases() {
        Map<String, ReleaseRow> newest = new TreeMap<>();
        tables.releases()
                .scan()
                .forEach(row ->
                        newest.merge(row.view(), row, (one, other) -> one.number() > other.number() ? one : other));
        Map<String, Served.Release> releases = new TreeMap<>();
        newest.forEach((view, row) -> releases.put(
                view,
                new Served.Release(
                        row.name(),
                        Manifests.definitions(row.manifest()).stream()
                                .map(ref -> Registry.key(ref.kind(), ref.name()))
                                .toList())));
        return releases;
    }

    private Map<String, Served.Certified> certified(Project project) {
        Map<String, Served.Certified> certified = new TreeMap<>();
        for (Source source : project.sources()) {
            if (source.batch() == null) {
                continue;
            }
            CertifiedRun run = runs.of(source);
            if (!run.isEmpty()) {
                certified.put(
                        source.name(),
                        new Served.Certified(
                                Instant.ofEpochMilli(run.firstCompleteInstant()),
                                Instant.ofEpochMilli(run.certifiedThrough())));
            }
        }
        return certified;
    }

    /** By view, oldest first. */
    private Map<String, List<String>> trainingSets() {
        Map<String, List<String>> sets = new TreeMap<>();
        tables.trainingSets().scan().stream()
                .sorted(Comparator.comparing(TrainingSetRow::at))
                .forEach(row -> row.views().stream()
                        .distinct()
                        .forEach(view -> sets.computeIfAbsent(view, any -> new ArrayList<>())
                                .add(row.trainingSet())));
        return sets;
    }
}
