package io.sluice.definitions.model;

import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.model.gate.Patch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything one project folder declares, each list sorted by name. Source: contract §2. */
public record Project(
        String name,
        @Nullable String defaultSource,
        @Nullable String defaultOwner,
        List<String> approvers,
        List<Entity> entities,
        List<Source> sources,
        List<Feature> features,
        List<View> views,
        List<Gate> gates,
        List<Patch> patches,
        List<FixerDefinition> fixers,
        List<OtherDefinition> others) {
    public Project {
        approvers = List.copyOf(approvers);
        entities = List.copyOf(entities);
        sources = List.copyOf(sources);
        features = List.copyOf(features);
        views = List.copyOf(views);
        gates = List.copyOf(gates);
        patches = List.copyOf(patches);
        fixers = List.copyOf(fixers);
        others = List.copyOf(others);
    }

    public Optional<Entity> entity(String wanted) {
        return entities.stream().filter(entity -> entity.name().equals(wanted)).findFirst();
    }

    public Optional<Source> source(String wanted) {
        return sources.stream().filter(source -> source.name().equals(wanted)).findFirst();
    }

    public Optional<Feature> feature(String wanted) {
        return features.stream()
                .filter(feature -> feature.name().equals(wanted))
                .findFirst();
    }

    public Optional<View> view(String wanted) {
        return views.stream().filter(view -> view.name().equals(wanted)).findFirst();
    }

    public Optional<Gate> gate(String wanted) {
        return gates.stream().filter(gate -> gate.name().equals(wanted)).findFirst();
    }

    public Optional<Patch> patch(String wanted) {
        return patches.stream().filter(patch -> patch.name().equals(wanted)).findFirst();
    }

    public Optional<FixerDefinition> fixer(String wanted) {
        return fixers.stream().filter(fixer -> fixer.name().equals(wanted)).findFirst();
    }
}
