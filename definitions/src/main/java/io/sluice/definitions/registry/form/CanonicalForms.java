package io.sluice.definitions.registry.form;

import io.sluice.definitions.model.Project;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A definition as fields of text: those that can change a value, and the rest. Source: contract §7. */
public final class CanonicalForms {
    private CanonicalForms() {}

    /**
     * The fields of a definition, and those it takes from others ({@code entity.keys}, {@code source.schema}, {@code
     * feature.<name>}).
     *
     * @param kind project, entity, source, feature, view, gate, annotation, patch or fixer
     * @throws NoSuchElementException when the project does not declare the definition
     */
    public static DefinitionForm form(Project project, String kind, String name) {
        Form form = find(project, kind, name);
        return new DefinitionForm(texts(form.meaning()), texts(form.description()));
    }

    /**
     * The canonical text of the fields that can change a value.
     *
     * @throws NoSuchElementException when the project does not declare the definition
     */
    public static SortedMap<String, String> of(Project project, String kind, String name) {
        return canonical(form(project, kind, name).meaning());
    }

    static SortedMap<String, String> canonical(Map<String, FieldText> fields) {
        SortedMap<String, String> canonical = new TreeMap<>();
        fields.forEach((name, text) -> canonical.put(name, text.canonical()));
        return Collections.unmodifiableSortedMap(canonical);
    }

    private static Form find(Project project, String kind, String name) {
        Optional<Form> form = switch (kind) {
            case "project" ->
                Optional.of(project).filter(it -> it.name().equals(name)).map(Forms::project);
            case "entity" -> project.entity(name).map(Forms::entity);
            case "source" -> project.source(name).map(SourceForms::source);
            case "feature" -> project.feature(name).map(feature -> FeatureForms.feature(project, feature));
            case "view" -> project.view(name).map(view -> Forms.view(project, view));
            case "gate" -> project.gate(name).map(Forms::gate);
            case "patch" -> project.patch(name).map(Forms::patch);
            case "fixer" -> project.fixer(name).map(Forms::fixer);
            default ->
                project.others().stream()
                        .filter(other ->
                                other.kind().equals(kind) && other.name().equals(name))
                        .findFirst()
                        .map(Forms::other);
        };
        return form.orElseThrow(() -> new NoSuchElementException("The project declares no " + kind + " " + name));
    }

    private static SortedMap<String, FieldText> texts(Map<String, Object> fields) {
        SortedMap<String, FieldText> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(name, ShownText.field(value)));
        return texts;
    }
}
