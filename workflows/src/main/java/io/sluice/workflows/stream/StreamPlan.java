package io.sluice.workflows.stream;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.Arrays;
import java.util.List;

/**
 * What the registry says about a source that is a stream.
 *
 * @param gate the gate of its checkpoints; {@code implicit} for a source that names none
 * @param views every version of a view on this source that is to run: those that are read, and the newest
 * @param roles what the stream workers of this build can host, by their typed names; all when nothing is said
 * @param epoch of the newest incarnation; 0 before the first
 * @param rejected ranges that people rejected in that incarnation: with any, the next one is due
 * @param corrects whether late events are brought back: late policy {@code correct}
 */
public record StreamPlan(
        DefinitionRef source,
        String gate,
        boolean preventSelfApproval,
        List<PlannedView> views,
        List<String> roles,
        long epoch,
        int rejected,
        boolean corrects) {
    private static final List<String> ALL =
            Arrays.stream(StreamRole.values()).map(StreamRole::typed).toList();

    public StreamPlan {
        views = List.copyOf(views);
        roles = roles == null ? ALL : List.copyOf(roles);
    }

    /** A plan of a build that has every role. */
    public static StreamPlan ofAllRoles(
            DefinitionRef source, String gate, boolean preventSelfApproval, List<PlannedView> views) {
        return new StreamPlan(source, gate, preventSelfApproval, views, ALL, 0, 0, false);
    }

    /** Whether somebody can host it. */
    public boolean has(StreamRole role) {
        return roles.contains(role.typed());
    }
}
