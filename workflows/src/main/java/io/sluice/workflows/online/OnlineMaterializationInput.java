package io.sluice.workflows.online;

import io.sluice.workflows.input.OneOf;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code OnlineMaterialization}.
 *
 * @param mode INCREMENTAL, FULL, REBUILD or VERIFY
 * @param release the newest when left out
 */
public record OnlineMaterializationInput(
        String view,
        @OneOf({"INCREMENTAL", "FULL", "REBUILD", "VERIFY"}) String mode,
        @Nullable String release,
        @Nullable String requestedBy,
        @Nullable String reason) {}
