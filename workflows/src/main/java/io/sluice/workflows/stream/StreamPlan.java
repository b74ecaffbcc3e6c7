package io.sluice.workflows.stream;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;

/**
 * What the registry says about a source that is a stream.
 *
 * @param gate the gate of its checkpoints; {@code implicit} for a source that names none
 * @param views every version of a view on this source that is to run: those that are read, and the newest
 */
public record StreamPlan(DefinitionRef source, String gate, boolean preventSelfApproval, List<PlannedView> views) {
    public StreamPlan {
        views = List.copyOf(views);
    }
}
