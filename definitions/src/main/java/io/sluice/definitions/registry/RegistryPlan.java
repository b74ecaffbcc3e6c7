package io.sluice.definitions.registry;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.registry.RegistryChange.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What registering a project would change. Pure: the same registry and project give the same plan. */
public final class RegistryPlan {
    private static final List<String> KINDS =
            List.of("entity", "source", "gate", "feature", "view", "annotation", "patch", "fixer");

    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final Project project;

    private RegistryPlan(Project project, List<Registered> known) {
        this.project = project;
        known.forEach(definition -> registered.put(definition.kind() + " " + definition.name(), definition));
    }

    /**
     * One change for every definition that the project declares or the registry holds, by kind (what is used before what
     * uses it) and name.
     *
     * @param registered the newest version of each definition, retired ones included
     */
    public static List<RegistryChange> of(Project project, List<Registered> registered) {
        return new RegistryPlan(project, registered).changes();
    }

    private List<RegistryChange> changes() {
        List<RegistryChange> changes = new ArrayList<>();
        for (String kind : KINDS) {
            names(project, kind).forEach(name -> changes.add(declared(kind, name)));
        }
        registered.values().stream()
                .filter(old -> old.state() == Registered.State.ACTIVE)
                .filter(old -> !names(project, old.kind()).contains(old.name()))
                .forEach(old -> changes.add(retired(old)));
        changes.sort(Comparator.comparingInt((RegistryChange change) -> KINDS.indexOf(change.kind()))
                .thenComparing(RegistryChange::name));
        return List.copyOf(changes);
    }

    private RegistryChange declared(String kind, String name) {
        Registered old = registered.get(kind + " " + name);
        Map<String, String> fields = CanonicalForms.of(project, kind, name);
        String fingerprint = Fingerprints.of(kind, name, fields);
        if (old == null) {
            return change(kind, name, Kind.ADDED, null, "v1", fingerprint, List.of());
        }
        if (!old.fingerprint().equals(fingerprint)) {
            List<String> differences = Differences.between(old.fields(), fields);
            return change(kind, name, Kind.CHANGED, old.version(), next(old.version()), fingerprint, differences);
        }
        if (old.state() == Registered.State.RETIRED) {
            return change(kind, name, Kind.ADDED, null, old.version(), fingerprint, List.of());
        }
        List<String> described =
                Differences.between(old.description(), CanonicalForms.description(project, kind, name));
        Kind change = described.isEmpty() ? Kind.UNCHANGED : Kind.DESCRIBED;
        return change(kind, name, change, old.version(), old.version(), fingerprint, described);
    }

    private static RegistryChange retired(Registered old) {
        return change(old.kind(), old.name(), Kind.RETIRED, old.version(), null, old.fingerprint(), List.of());
    }

    private static RegistryChange change(
            String kind,
            String name,
            Kind change,
            @Nullable String from,
            @Nullable String to,
            String fingerprint,
            List<String> differences) {
        List<String> consequences = Consequences.of(kind, name, change, from, to);
        return new RegistryChange(kind, name, change, from, to, fingerprint, differences, consequences);
    }

    /** Every name that the project declares for a kind. */
    private static Set<String> names(Project project, String kind) {
        Set<String> names = new TreeSet<>();
        switch (kind) {
            case "entity" -> project.entities().forEach(entity -> names.add(entity.name()));
            case "source" -> project.sources().forEach(source -> names.add(source.name()));
            case "gate" -> project.gates().forEach(gate -> names.add(gate.name()));
            case "feature" -> project.features().forEach(feature -> names.add(feature.name()));
            case "view" -> project.views().forEach(view -> names.add(view.name()));
            default ->
                project.others().stream()
                        .filter(other -> other.kind().equals(kind))
                        .forEach(other -> names.add(other.name()));
        }
        return names;
    }

    private static String next(String version) {
        return "v" + (Integer.parseInt(version.substring(1)) + 1);
    }
}
