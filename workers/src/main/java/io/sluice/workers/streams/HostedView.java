package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.Map;

/**
 * A version of a view, compiled.
 *
 * @param definition version and fingerprint that are pinned
 * @param source the stream's index among the plan's sources
 * @param version 3 for v3
 * @param featureVersions of its features, by name
 */
public record HostedView(
        DefinitionRef definition, ViewPlan plan, int source, int version, Map<String, String> featureVersions) {
    public HostedView {
        requireNonNull(definition, "definition is null");
        requireNonNull(plan, "plan is null");
        featureVersions = Map.copyOf(featureVersions);
    }
}
