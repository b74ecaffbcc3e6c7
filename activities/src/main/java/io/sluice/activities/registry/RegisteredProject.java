package io.sluice.activities.registry;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.temporal.failure.ApplicationFailure;
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

    /**
     * A definition's version.
     *
     * @throws ApplicationFailure NotFound, with the nearest name, where nothing of that name is registered
     */
    public DefinitionRef require(String kind, String name) {
        return find(kind, name).orElseThrow(() -> {
            List<String> names = names(kind);
            String hint = Nearest.hint(name, names);
            return ApplicationFailure.newNonRetryableFailure(
                    "Unknown %s: %s%s Registered: %s"
                            .formatted(
                                    kind,
                                    name,
                                    hint.isEmpty() ? "." : hint,
                                    names.isEmpty() ? "none" : String.join(", ", names)),
                    FailureTypes.NOT_FOUND);
        });
    }

    /** The names of a kind, for messages. */
    public List<String> names(String kind) {
        return definitions.stream()
                .filter(ref -> ref.kind().equals(kind))
                .map(DefinitionRef::name)
                .toList();
    }
}
