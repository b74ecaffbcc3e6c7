package io.sluice.definitions.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.registry.RegistryChange.Kind;
import io.sluice.definitions.registry.form.CanonicalForms;
import io.sluice.definitions.registry.form.DefinitionForm;
import io.sluice.definitions.registry.form.Fingerprints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What registering a project would change, what follows, and what may not be done. Pure: the same registry and project give
 * the same plan. Source: contract §7.
 */
public final class RegistryPlan {
    private static final List<String> KINDS =
            List.of("project", "entity", "source", "gate", "feature", "view", "annotation", "patch", "fixer");

    private static final DefinitionFile NO_FILE = new DefinitionFile("", "");

    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final Project project;
    private final Map<String, DefinitionFile> files;
    private final Differences differences = new Differences(this::versionsOfFeature);
    private final Consequences consequences;
    private final Refusals refusals;

    private RegistryPlan(Project project, Map<String, DefinitionFile> files, List<Registered> known, Served served) {
        this.project = requireNonNull(project, "project is null");
        this.files = requireNonNull(files, "files is null");
        known.forEach(definition -> registered.put(key(definition.kind(), definition.name()), definition));
        this.consequences = new Consequences(project, served);
        this.refusals = new Refusals(registered, project, served);
    }

    /**
     * One change for every definition that the project declares or the registry holds, by kind (what is used before what
     * uses it) and name.
     *
     * @param files the project's files by {@code kind name}
     * @param registered the newest version of each definition, retired ones included
     */
    public static List<RegistryChange> of(
            Project project, Map<String, DefinitionFile> files, List<Registered> registered, Served served) {
        return new RegistryPlan(project, files, registered, served).changes();
    }

    /** What {@code files} is keyed by. */
    public static String key(String kind, String name) {
        return kind + " " + name;
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
        Registered old = registered.get(key(kind, name));
        DefinitionForm form = CanonicalForms.form(project, kind, name);
        String fingerprint = Fingerprints.of(kind, name, form);
        if (old == null) {
            List<String> follows = consequences.of(kind, name, Kind.ADDED, null, "v1");
            return new RegistryChange(
                    kind, name, Kind.ADDED, null, "v1", fingerprint, List.of(), follows, List.of(), null);
        }
        DefinitionFile file = files.getOrDefault(key(kind, name), NO_FILE);
        List<String> fields = differences(old, form, file, fingerprint);
        Kind change = kindOf(old, fingerprint, fields);
        String to = old.fingerprint().equals(fingerprint) ? old.version() : next(old.version());
        return new RegistryChange(
                kind,
                name,
                change,
                change == Kind.ADDED ? null : old.version(),
                to,
                fingerprint,
                fields,
                consequences.of(kind, name, change, old.version(), to),
                refusals.of(old, change, form, fields),
                TakenBack.of(old, fingerprint, file.text(), form).orElse(null));
    }

    private static Kind kindOf(Registered old, String fingerprint, List<String> fields) {
        if (!old.fingerprint().equals(fingerprint)) {
            return Kind.CHANGED;
        } else if (old.state() == Registered.State.RETIRED) {
            return Kind.ADDED;
        }
        return fields.isEmpty() ? Kind.UNCHANGED : Kind.DESCRIBED;
    }

    private List<String> differences(Registered old, DefinitionForm form, DefinitionFile file, String fingerprint) {
        if (old.state() == Registered.State.RETIRED) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(differences.between(old.form().meaning(), form.meaning()));
        if (lines.isEmpty() && !old.fingerprint().equals(fingerprint)) {
            lines.add("this build computes other values from the same definition");
        }
        lines.addAll(differences.between(old.form().description(), form.description()));
        if (lines.isEmpty() && !old.text().equals(file.text())) {
            lines.add("the text changed (such as a comment), no field did");
        }
        if (!old.path().equals(file.path())) {
            lines.add("file: " + path(old.path()) + " → " + path(file.path()));
        }
        return lines;
    }

    private static String path(String path) {
        return path.isEmpty() ? "none" : path;
    }

    private RegistryChange retired(Registered old) {
        return new RegistryChange(
                old.kind(),
                old.name(),
                Kind.RETIRED,
                old.version(),
                null,
                old.fingerprint(),
                List.of(),
                consequences.of(old.kind(), old.name(), Kind.RETIRED, old.version(), null),
                refusals.of(old, Kind.RETIRED, DefinitionForm.unknown(), List.of()),
                TakenBack.whole(old));
    }

    /** {@code v1 → v2} of a feature. */
    private String versionsOfFeature(String feature) {
        Registered old = registered.get(key("feature", feature));
        String fingerprint = Fingerprints.of(project, "feature", feature);
        if (old == null) {
            return "none → v1";
        }
        return old.version() + " → " + (old.fingerprint().equals(fingerprint) ? old.version() : next(old.version()));
    }

    /** Every name that the project declares for a kind. */
    private static Set<String> names(Project project, String kind) {
        Set<String> names = new TreeSet<>();
        switch (kind) {
            case "project" -> names.add(project.name());
            case "entity" -> project.entities().forEach(entity -> names.add(entity.name()));
            case "source" -> project.sources().forEach(source -> names.add(source.name()));
            case "gate" -> project.gates().forEach(gate -> names.add(gate.name()));
            case "feature" -> project.features().forEach(feature -> names.add(feature.name()));
            case "view" -> project.views().forEach(view -> names.add(view.name()));
            case "patch" -> project.patches().forEach(patch -> names.add(patch.name()));
            case "fixer" -> project.fixers().forEach(fixer -> names.add(fixer.name()));
            default ->
                project.others().stream()
                        .filter(other -> other.kind().equals(kind))
                        .forEach(other -> names.add(other.name()));
        }
        return names;
    }

    private static String next(@Nullable String version) {
        return "v"
                + (Integer.parseInt(requireNonNull(version, "version is null").substring(1)) + 1);
    }
}
