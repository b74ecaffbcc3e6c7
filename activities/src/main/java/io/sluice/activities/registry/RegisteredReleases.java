package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.release.Manifests;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;

/** Releases with the definitions that their manifests name. */
public final class RegisteredReleases implements ReleasedViews {
    private final SystemTables tables;
    private final RegisteredDefinitions definitions;

    public RegisteredReleases(SystemTables tables, RegisteredDefinitions definitions) {
        this.tables = requireNonNull(tables, "tables is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
    }

    @Override
    public Optional<ReleasedView> newest(String view) {
        return releases(view).stream()
                .max(Comparator.comparingLong(ReleaseRow::number))
                .map(this::released);
    }

    @Override
    public Optional<ReleasedView> named(String view, String release) {
        return releases(view).stream()
                .filter(row -> row.name().equals(release))
                .findFirst()
                .map(this::released);
    }

    @Override
    public SortedSet<String> views() {
        return tables.releases().scan().stream().map(ReleaseRow::view).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<ReleaseRow> releases(String view) {
        return tables.releases().scan(Expressions.equal("view", view));
    }

    private ReleasedView released(ReleaseRow row) {
        List<DefinitionRef> named = Manifests.definitions(row.manifest());
        DefinitionRef view = named.stream()
                .filter(ref -> ref.kind().equals("view"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Missing view in the manifest of " + row.name()));
        List<DefinitionRef> features =
                named.stream().filter(ref -> ref.kind().equals("feature")).toList();
        ViewSettings settings = new ViewSettings(view, "", row.viewTable(), features, 1, false, false, 0);
        Map<String, String> versions = new HashMap<>();
        features.forEach(feature -> versions.put(feature.name(), feature.version()));
        Map<String, String> snapshots = new HashMap<>();
        Manifests.tables(row.manifest()).forEach((table, id) -> snapshots.put(table, String.valueOf(id)));
        return new ReleasedView(
                row.view(),
                row.name(),
                row.number(),
                row.definitionVersion(),
                row.viewTable(),
                row.viewSnapshotId(),
                row.certifiedThrough().toEpochMilli(),
                definitions.plan(settings),
                versions,
                snapshots);
    }
}
