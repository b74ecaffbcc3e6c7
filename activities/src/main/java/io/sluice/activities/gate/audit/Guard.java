package io.sluice.activities.gate.audit;

import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;

/**
 * What guards a dataset.
 *
 * @param ref the gate's newest version; its kind is gate, its name {@code implicit} where the source has none of its own
 * @param gate for an implicit one the source's own expectations and the default policy
 * @param projectApprovers decide where the gate names nobody
 */
public record Guard(DefinitionRef ref, Gate gate, List<String> projectApprovers) {
    public Guard {
        projectApprovers = List.copyOf(projectApprovers);
    }
}
