package io.sluice.definitions.registry;

import org.jspecify.annotations.Nullable;

/**
 * Why a change may not be registered just so.
 *
 * @param gate whose policy says who may decide it: the name of a registered gate, empty for the approvers of the project, null
 *     where no decision helps
 */
public record Refusal(@Nullable String gate, String sentence) {
    /** Whether people may decide it. */
    public boolean mayBeDecided() {
        return gate != null;
    }
}
