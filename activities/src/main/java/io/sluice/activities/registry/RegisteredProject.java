package io.sluice.activities.registry;

import io.sluice.definitions.model.Project;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import java.util.Optional;

/**
 * A project as it is registered, every definition at one version.
 *
 * @param folder the project's folder, against which relative locations are resolved
 */
public record RegisteredProject(Project project, List<DefinitionRef> definitions, String folder) {
    /** The kind of {@code project.yaml}. */
    static final String KIND = "project";

    public RegisteredProject {
        definitions = List.copyOf(definitions);
    }

    /** A definition's version. */
    public Optional<DefinitionRef> find(String kind, String name) {
        return definitions.stream()
                .filter(ref -> ref.kind().equals(kind) && ref.name().equals(name))
                .findFirst();
    }

    /** The names of a kind, for messages. */
    public List<String> names(String kind) {
        return definitions.stream()
                .filter(ref -> ref.kind().equals(kind))
                .map(DefinitionRef::name)
                .toList();
    }
}
