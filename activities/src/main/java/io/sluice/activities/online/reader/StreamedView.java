package io.sluice.activities.online.reader;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.definitions.changepoint.ViewPlan;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a view as its streams make it readable: from their first values on, whether or not there is a release. Slots of
 * batch sources are MISSING until one is materialised into the same generation.
 *
 * @param table of the view's version, by which pointers name generations
 * @param definitionVersion for example v1
 * @param featureVersions by feature name; a feature that is not there has the version of its view
 */
public record StreamedView(ViewPlan plan, String table, String definitionVersion, Map<String, String> featureVersions) {
    public StreamedView {
        requireNonNull(plan, "plan is null");
        requireNonNull(table, "table is null");
        requireNonNull(definitionVersion, "definitionVersion is null");
        featureVersions = Map.copyOf(featureVersions);
    }

    /**
     * The pointer with a generation for the streams' values; empty where one is live. It is the one into which a first release
     * is on its way, if one is: it stays announced, and becomes live with what the streams wrote.
     */
    public Optional<Pointer> begin(Pointer current) {
        if (current.live() != null) {
            return Optional.empty();
        }
        long generation = current.loading().stream()
                .filter(target -> target.table().equals(table))
                .mapToLong(Target::generation)
                .max()
                .orElseGet(current::nextGeneration);
        Target target = Target.ofStreams(generation, table);
        return Optional.of(new Pointer(
                Pointer.FORMAT,
                current.revision() + 1,
                current.view(),
                ServedViews.live(plan, definitionVersion, featureVersions, target),
                current.loading(),
                current.retired()));
    }
}
