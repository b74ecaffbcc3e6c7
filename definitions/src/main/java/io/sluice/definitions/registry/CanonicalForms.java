package io.sluice.definitions.registry;

import io.sluice.definitions.model.Project;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A definition as fields of canonical text. {@link #of} holds what can change a value and therefore makes a new version;
 * {@link #description} holds the rest, such as an owner or how long a cache keeps a key. Source: contract §7.
 */
public final class CanonicalForms {
    private CanonicalForms() {}

    /**
     * The fields that can change a value, by name: those of the definition, and those it takes from others ({@code
     * entity.keys}, {@code source.schema}, {@code feature.<name>}).
     *
     * @param kind project, entity, source, feature, view, gate, annotation, patch or fixer
     * @throws NoSuchElementException when the project does not declare the definition
     */
    public static SortedMap<String, String> of(Project project, String kind, String name) {
        return texts(form(project, kind, name).meaning());
    }

    /** The fields that cannot: they change no version. */
    public static SortedMap<String, String> description(Project project, String kind, String name) {
        return texts(form(project, kind, name).description());
    }

    private static Form form(Project project, String kind, String name) {
        Optional<Form> form = switch (kind) {
            case "entity" -> project.entity(name).map(Forms::entity);
            case "source" -> project.source(name).map(SourceForms::source);
            case "feature" -> project.feature(name).map(feature -> FeatureForms.feature(project, feature));
            case "view" -> project.view(name).map(view -> Forms.view(project, view));
            case "gate" -> project.gate(name).map(Forms::gate);
            default ->
                project.others().stream()
                        .filter(other ->
                                other.kind().equals(kind) && other.name().equals(name))
                        .findFirst()
                        .map(Forms::other);
        };
        return form.orElseThrow(() -> new NoSuchElementException("The project declares no " + kind + " " + name));
    }

    private static SortedMap<String, String> texts(Map<String, ?> fields) {
        SortedMap<String, String> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(name, CanonicalText.of(value)));
        return Collections.unmodifiableSortedMap(texts);
    }
}
