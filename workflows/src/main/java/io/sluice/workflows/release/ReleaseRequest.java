package io.sluice.workflows.release;

import io.sluice.workflows.registry.ViewSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next release of a view.
 *
 * @param run the workflow's run id: releasing is idempotent by it
 */
public record ReleaseRequest(
        ViewSettings view,
        String run,
        @Nullable String requestedBy,
        @Nullable String reason) {}
