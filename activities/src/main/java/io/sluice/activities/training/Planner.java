package io.sluice.activities.training;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.release.Manifests;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.training.labels.LabelFault;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.training.PinnedView;
import io.sluice.workflows.training.TrainingPlan;
import io.sluice.workflows.training.TrainingRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** Pins what a training set is made of. Reads only. */
final class Planner {
    private final Lake lake;
    private final SystemTables tables;
    private final RegisteredNames names;

    Planner(Lake lake, SystemTables tables, RegisteredNames names) {
        this.lake = lake;
        this.tables = tables;
        this.names = names;
    }

    TrainingPlan plan(TrainingRequest request) {
        refuseForeign(request);
        List<PinnedView> views = new ArrayList<>();
        List<String> features = names.of("feature");
        for (String view : request.views()) {
            ReleaseRow release = release(request, view);
            List<String> retired = Manifests.definitions(release.manifest()).stream()
                    .filter(ref -> ref.kind().equals("feature"))
                    .map(DefinitionRef::name)
                    .filter(feature -> !features.contains(feature))
                    .toList();
            if (request.served() && lake.find(TableNames.served(view)).isEmpty()) {
                throw missing("Nothing of view " + view + " was served yet: there is no table "
                        + TableNames.served(view) + ". Start OnlineMaterialization, or join as defined");
            }
            views.add(new PinnedView(
                    view,
                    release.name(),
                    release.certifiedFrom().toEpochMilli(),
                    release.certifiedThrough().toEpochMilli(),
                    retired));
        }
        return new TrainingPlan(request, views, labels(request));
    }

    private static void refuseForeign(TrainingRequest request) {
        for (int i = 0; i < request.releases().size(); i++) {
            String release = request.releases().get(i);
            String view = release.contains("@") ? release.substring(0, release.indexOf('@')) : release;
            if (!request.views().contains(view)
                    || request.releases().subList(0, i).stream().anyMatch(other -> other.startsWith(view + "@"))) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "Invalid input of TrainingSet: release %s is not the one release of one of the views %s"
                                .formatted(release, String.join(", ", request.views())),
                        FailureTypes.INVALID_INPUT);
            }
        }
    }

    private ReleaseRow release(TrainingRequest request, String view) {
        List<ReleaseRow> releases = tables.releases().scan(Expressions.equal("view", view));
        if (releases.isEmpty()) {
            throw unreleased(view);
        }
        @Nullable
        String wanted = request.releases().stream()
                .filter(name -> name.startsWith(view + "@"))
                .findFirst()
                .orElse(null);
        if (wanted == null) {
            return releases.stream()
                    .max(Comparator.comparingLong(ReleaseRow::number))
                    .orElseThrow();
        }
        List<String> known = releases.stream().map(ReleaseRow::name).sorted().toList();
        return releases.stream()
                .filter(row -> row.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> missing("Unknown release: %s%s The newest of view %s is %s"
                        .formatted(wanted, hint(wanted, known), view, known.get(known.size() - 1))));
    }

    private ApplicationFailure unreleased(String view) {
        List<String> registered = names.of("view");
        return registered.contains(view)
                ? missing(
                        "View %s has no release yet: start MergedViewPublish with {\"view\":\"%s\"}; it names what is missing, such as a source that was never ingested"
                                .formatted(view, view))
                : missing("Unknown view: %s%s Registered: %s"
                        .formatted(
                                view,
                                hint(view, registered),
                                registered.isEmpty() ? "none" : String.join(", ", registered)));
    }

    private static String hint(String name, List<String> names) {
        String hint = Nearest.hint(name, names);
        return hint.isEmpty() ? "." : hint;
    }

    private @Nullable String labels(TrainingRequest request) {
        @Nullable String name = request.labels().table();
        if (name == null) {
            return null;
        }
        TableIdentifier identifier = TableNames.parse(name);
        if (!identifier.hasNamespace()) {
            throw LabelFault.input(
                    request.name(),
                    "field labels.table must be a namespace and a name such as labels.purchases, not " + name);
        }
        Table table = lake.find(identifier)
                .orElseThrow(() -> missing("Unknown table of labels: " + name + ". It is not in the lake's catalog"));
        @Nullable Snapshot snapshot = table.currentSnapshot();
        if (snapshot == null) {
            throw LabelFault.rows(request.name(), "the labels have no rows (" + name + ")");
        }
        return String.valueOf(snapshot.snapshotId());
    }

    static ApplicationFailure missing(String sentence) {
        return ApplicationFailure.newNonRetryableFailure(sentence, FailureTypes.NOT_FOUND);
    }
}
