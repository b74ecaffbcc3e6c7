package io.sluice.workflows.gate;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who says who they are and wants to decide.
 *
 * @param proof what they gave along with it, such as a signature made for this gate; null: nothing
 * @param channel signal, update or start
 * @param attempt the attempt that the gate is at
 */
public record IdentityClaim(
        String by,
        @Nullable String proof,
        String verb,
        String channel,
        String gateId,
        String snapshotId,
        int attempt) {}
